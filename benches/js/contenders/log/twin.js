import { extract } from '../../twin/context.js';
import { createLogger } from '../../twin/logger.js';
import { swallow } from './sink.js';

let current;
const logger = createLogger({ service: 'shop', context: () => current, log: swallow });

export const read = (traceparent) => extract({ traceparent });

export const ops = {
  log_line: ({ context, message, fields }) => {
    current = context;
    logger.info(message, fields);
  },
};
