// Where records go beside the console, and what is no such place.

import pino from 'pino';
import { createLogger, memorySink, traceHandler, type Log, type Sink } from 'tracehop';
import { pretty, type PrettyOptions } from 'tracehop/pretty';
import { pinoSink, winstonSink } from 'tracehop/sinks';
import winston from 'winston';
import { equals, type Same } from './same.js';

const everyOption: Required<PrettyOptions> = { requests: 'line', colors: true };
export const sinks: Sink[] = [
  pretty(),
  pretty(everyOption),
  memorySink({ fixed: true }),
  pinoSink(pino()),
  pinoSink(pino({ customLevels: { audit: 35 } })),
  winstonSink(winston.createLogger()),
];
export const logs: Log[] = [...sinks, false, (line, level) => void `${level} ${line}`];
equals<Same<ReturnType<typeof pretty>, Sink>>(true);
createLogger({ log: pretty() });
traceHandler(() => new Response(), { log: pinoSink(pino()) });

// @ts-expect-error no such way to show a request
pretty({ requests: 'tree' });
// @ts-expect-error no such option
pretty({ colours: true });
// @ts-expect-error no logger
pinoSink({});
// @ts-expect-error no logger
winstonSink(console.error);
// @ts-expect-error no such option
memorySink({ frozen: true });
