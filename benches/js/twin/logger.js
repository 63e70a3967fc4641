// A logger, by the schema and with the tricks of tracehop, in JavaScript alone.

import { checked, fieldsOf, fieldsText, idsText, quoted, timestamp } from './line.js';

export function createLogger({ service, context, log }) {
  const write = (level) => {
    const before = `","level":"${level}","message":`;
    const after = `,"service":${quoted(service)}`;
    let known;
    let knownIds = '';
    return (message, fields) => {
      const current = context();
      if (current !== known) {
        known = current;
        knownIds = current === undefined ? '' : idsText(current);
      }
      const line = `{"timestamp":"${timestamp(Date.now())}${before}${quoted(message)}${after}${knownIds}`;
      try {
        log(checked(fields === undefined ? `${line}}` : `${line}${fieldsText(fieldsOf(fields))}}`));
      } catch (error) {
        console.warn('a log function threw', error);
      }
    };
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
