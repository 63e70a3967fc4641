// Servers of Node's kind, with the types of Node and of Express and no cast.

import { createServer, type IncomingMessage } from 'node:http';
import express, { type Request } from 'express';
import { logRatio, traceHandler } from 'tracehop';
import { honeycomb } from 'tracehop/dialects';
import { init } from 'tracehop/slim';
import { traceMiddleware, type MiddlewareOptions } from 'tracehop/node';

const app = express();
app.use(traceMiddleware());
app.use(
  '/cart',
  traceMiddleware<Request>({ service: 'cart', trust: (request) => request.get('x-inside') !== undefined }),
);

const trace = traceMiddleware<IncomingMessage>({
  onStart: (span, request) => void span.setAttribute('http', request.httpVersion),
});
createServer((request, response) => trace(request, response, () => response.end('ok')));
createServer(async (request, response) => {
  const given: string | undefined = await trace(request, response, async () => 'text');
  response.end(given);
});

export const everyOption: Required<MiddlewareOptions> = {
  service: 'cart',
  log: false,
  sampler: { shouldSample: () => true },
  trust: (request) => request.headers['x-inside'] === 'yes',
  errors: 'always',
  route: (request) => request.headers['x-route']?.toString(),
  slowerThanMs: 500,
  lineage: true,
  responseHeaders: ['server-timing', 'traceresponse'],
  expose: '*',
  dialect: honeycomb(),
  level: 'warn',
  logSampler: logRatio({ info: 0.1 }),
  onStart: (span, request) => void span.setAttribute('host', request.headers['host']),
  onEnd: (span, { response, error }) =>
    void span.setAttributes({ status: response?.statusCode, failed: error !== undefined }),
  redact: (url) => url,
  enabled: () => true,
  errorResponse: ({ traceId }, error, request) =>
    Response.json({ traceId, name: String(error), method: request.method }, { status: 500 }),
};
export const tracing = traceMiddleware({
  errorResponse: (trace, error, request, response) => {
    response.statusCode = 500;
  },
});

export const answer: (request: globalThis.Request) => Promise<Response> = traceHandler(
  (request) => new Response(request.url),
);

// @ts-expect-error text is no answer
traceMiddleware({ errorResponse: 'text' });
// @ts-expect-error it does not take fetch's Request
traceMiddleware()(new globalThis.Request('https://a.example/'), {}, () => {});

// A program that brings the WebAssembly itself.
await init(new Uint8Array(8));
