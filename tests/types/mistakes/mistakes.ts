// What TypeScript says of a mistyped option. Behind each call stands the option that its error has to name, or to stand at.

import {
  action,
  adaptive,
  alwaysOn,
  byRoute,
  configure,
  createLogger,
  instrumentFetch,
  logRatio,
  parentBased,
  startActiveSpan,
  startSpan,
  traceFetch,
  traceHandler,
} from 'tracehop';
import { datadog, googleCloud } from 'tracehop/dialects';
import { traceMiddleware } from 'tracehop/node';
import { adoptOpenTelemetry } from 'tracehop/opentelemetry';
import { tracePage } from 'tracehop/page';

interface Env {
  NAME: string;
}

const handler = () => new Response('ok');
class Handlers {
  fetch = handler;
}

traceHandler(handler, { servce: 'cart' }); // servce
traceHandler(handler, { errors: 'allways' }); // errors
traceHandler(handler, { service: 'cart', errrors: 'always' }); // errrors
traceHandler(handler, (env: Env) => ({ service: env.NAME, errrors: 'always' })); // errrors
traceHandler(handler, () => ({ errors: 'allways' })); // errors
traceHandler({ fetch: handler }, { servce: 'cart' }); // servce
traceHandler({ fetch: handler }, (env: Env) => ({ service: env.NAME, servce: 'cart' })); // servce
traceHandler(Handlers, { servce: 'cart' }); // servce
traceHandler(Handlers, { errors: 'allways' }); // errors
traceHandler(handler, { log: 'console' }); // log
startActiveSpan('x', { knd: 'client' }, () => 5); // knd
startActiveSpan('x', { kind: 'clients' }, () => 5); // kind
startSpan('x', { knd: 'client' }); // knd
action('x', () => 5, { servce: 'x' }); // servce
action('x', () => 5, { errors: 'allways' }); // errors
configure({ servce: 'x' }); // servce
createLogger({ servce: 'x' }); // servce
createLogger({ level: 'verbose' }); // level
traceFetch({ servce: 'x' }); // servce
traceFetch({ targets: 'x' }); // targets
instrumentFetch({ servce: 'x' }); // servce
traceFetch()('x', { tracehop: { snt: true } }); // snt
traceFetch()('x', { tracehop: { template: 5 } }); // template
traceMiddleware({ servce: 'x' }); // servce
traceMiddleware({ errors: 'allways' }); // errors
tracePage({ servce: 'x' }); // servce
parentBased(alwaysOn(), { maxPerSec: 5 }); // maxPerSec
adaptive({ targetPerSec: 5 }); // targetPerSec
logRatio({ dbg: 0.5 }); // dbg
byRoute([{ path: '/x', smpler: alwaysOn(), sampler: alwaysOn() }]); // smpler
datadog({ clasic: true }); // clasic
googleCloud({ projct: 'x' }); // projct
adoptOpenTelemetry({ instrumentFetch: true }); // instrumentFetch
