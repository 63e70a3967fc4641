import { createServer } from 'node:http';
import { createLogger, traceFetch } from 'tracehop';
import { traceMiddleware } from 'tracehop/node';
import { make } from 'tracehop/traceparent';
import { parse } from 'tracehop/tracestate';

const { API: api, PORT: port } = process.env;
const log = createLogger();
const fetch = traceFetch({ targets: [api] });
const trace = traceMiddleware({ service: 'cart' });

const server = createServer((request, response) =>
  trace(request, response, async () => {
    log.info('cart opened');
    await fetch(`${api}/echo/stock`);
    response.end(`${make()} ${parse('vendor=x').set('shop', 'cart')}`);
  }),
);
server.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
