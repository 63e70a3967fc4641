// /lines: what the services printed, for reading, for following live, and for the page to add its own spans to.
import { traceIdOf } from './line-store.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {import('./line-store.mjs').Line} Line
 * @typedef {import('./line-store.mjs').LineStore} LineStore
 */

const maxBody = 256 * 1024;
const maxUnsent = 4 * 1024 * 1024;
const heartbeat = 15_000;
// Line numbers start again with every run of the server, so a stream's position names the run as well.
const run = Date.now().toString(36);

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} sentence
 */
const answer = (response, status, sentence) => {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
};

/**
 * GET /lines?traceId=...: one trace as NDJSON, or everything without a trace id.
 *
 * @param {LineStore} store
 * @param {URL} url
 * @param {Response} response
 */
export function readLines(store, url, response) {
  const traceId = url.searchParams.get('traceId');
  const lines = traceId === null ? store.since() : store.of(traceId);
  if (!lines) return answer(response, 404, 'No line of this trace is here.');
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  response.end(lines.map(({ text }) => `${text}\n`).join(''));
}

/**
 * POST /lines: one JSON object a line, each with its trace_id. Either all lines are taken or none.
 *
 * @param {LineStore} store
 * @param {Request} request
 * @param {Response} response
 */
export async function addLines(store, request, response) {
  const chunks = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size > maxBody) {
        response.setHeader('connection', 'close');
        return answer(response, 413, `At most ${maxBody} bytes can be added at once.`);
      }
      chunks.push(chunk);
    }
  } catch {
    return response.destroy(); // the sender went away
  }
  const lines = Buffer.concat(chunks)
    .toString()
    .split(/\r\n|\r|\n/)
    .filter(Boolean);
  const wrong = lines.findIndex((line) => !traceIdOf(line));
  if (wrong >= 0) return answer(response, 400, `Line ${wrong + 1} is not a JSON object with a trace_id.`);
  for (const line of lines) store.add(line);
  response.writeHead(204).end();
}

/**
 * GET /lines/live: server-sent events. First what is already here (after a lost connection only what came since), then
 * one event named `replayed`, then each line as it arrives.
 *
 * @param {LineStore} store
 * @param {Request} request
 * @param {Response} response
 */
export function followLines(store, request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (/** @type {Line} */ { number, text }) => {
    // A reader that stopped reading is let go; when it comes back it continues where it was.
    if (response.writableLength > maxUnsent) return response.destroy();
    response.write(`id: ${run}-${number}\ndata: ${text}\n\n`);
  };
  const [lastRun, lastNumber] = String(request.headers['last-event-id'] ?? '').split('-');
  for (const line of store.since(lastRun === run ? Number(lastNumber) || 0 : 0)) {
    response.write(`id: ${run}-${line.number}\ndata: ${line.text}\n\n`);
  }
  response.write('event: replayed\ndata:\n\n');

  const unsubscribe = store.subscribe(send);
  const beat = setInterval(() => response.write(': still here\n\n'), heartbeat);
  response.on('close', () => {
    unsubscribe();
    clearInterval(beat);
  });
}
