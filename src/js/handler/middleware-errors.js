// Errors of requests behind the middleware: those that `next` throws, and those that Express hands to its error handlers.

import { report } from '../host/host.js';
import { answered } from '../sampling/late-sampling.js';
import { errorResponseTo, ownResponse } from './error-response.js';

/** For each request that is being handled, what becomes of its errors: `{ note(error), answer(error) }`. */
const requests = new WeakMap();

/** Keeps that for errors that come by another way than `next`. */
export function keepErrors(request, errors) {
  requests.set(request, errors);
}

/** A handler of errors, as Express knows it by its four parameters. */
export function errorHandler({ errorResponse }) {
  return function tracedErrors(error, request, response, next) {
    const errors = requests.get(request);
    errors?.note(error);
    if (errors && errorResponse && !response.headersSent) errors.answer(error);
    else next(error);
  };
}

/** Calls `run`, and hands what it throws or rejects with to `answer`. */
export function answering(run, answer) {
  try {
    const result = run();
    return typeof result?.then === 'function' ? result.then(undefined, answer) : result;
  } catch (error) {
    return answer(error);
  }
}

/** Answers a request that failed, with the application's response or with ours. Never rejects. */
export async function answerError({ errorResponse }, context, error, request, response) {
  try {
    const isAnswered = () => response.headersSent || response.writableEnded;
    const own = await ownResponse(errorResponse, [context, error, request, response], isAnswered);
    if (isAnswered()) return;
    const view = { headers: { get: () => request.headers.accept } };
    await send(response, own ?? errorResponseTo(view, context.traceId, () => answered(context)));
  } catch (failure) {
    report('an error could not be answered', failure);
    response.destroy();
  }
}

/** Sends a Response of fetch as that of a server of Node's kind. */
async function send(response, { status, statusText, headers, body }) {
  const bytes = body === null ? undefined : new Uint8Array(await new Response(body).arrayBuffer());
  // What was said about a body that is not sent.
  for (const name of response.getHeaderNames()) if (/^(content-|etag$)/.test(name)) response.removeHeader(name);
  response.statusCode = status;
  if (statusText) response.statusMessage = statusText;
  for (const [name, value] of headers) if (name !== 'set-cookie') response.setHeader(name, value);
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(bytes);
}
