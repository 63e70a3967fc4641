// The adapter for servers of Node's kind, `(request, response, next)`: node:http, Connect, Express.

import { prepare, scope, within } from '../ambient/scope.js';
import { report, tick } from '../host/host.js';
import { HeldLines } from '../lines/held-lines.js';
import { KINDS, STATUSES } from '../record/schema.js';
import { answered } from '../sampling/late-sampling.js';
import { noteError, noteResponse } from '../span/outcome.js';
import { pageExports } from '../wasm/instance.js';
import { arrive } from './arrive.js';
import { noteFailure, writeFailure } from './failure.js';
import { end } from './handler.js';
import { answerError, answering, errorHandler, keepErrors } from './middleware-errors.js';
import { handlerOptions, handlerSettings } from './options.js';
import { idHeadersOf } from './response-headers.js';

/** Messages are no requests. */
const { carrier, ...middlewareOptions } = handlerOptions;

export function traceMiddleware(options) {
  const settings = handlerSettings('traceMiddleware', options, middlewareOptions);
  settings.route ??= matchedRoute;
  const { errorResponse } = settings;
  function tracedMiddleware(request, response, next) {
    const waiting = prepare();
    if (waiting && next) return waiting.then(() => tracedMiddleware(request, response, next));
    const held = new HeldLines(settings.logSampler);
    const span = arrive(settings, held, viewOf(request), request);
    // Without tracing, loggers inside still have their service and log.
    if (span === undefined) return next && within(scope()?.context, scope()?.span, settings, () => next());
    const inside = (fn) => within(span.context, span, settings, fn, held);
    const { endWith, failWith } = endings(settings, span, request, response);
    addIds(settings, span.context, response);
    keepScope(request, inside);
    keepScope(response, inside);
    const note = (error) => {
      writeFailure(settings, held, span, error);
      failWith(error);
    };
    const answer = (error) => answerError(settings, span.context, error, request, response);
    keepErrors(request, { note, answer });
    if (next === undefined) return undefined;
    return inside(() =>
      answering(
        () => next(),
        (error) => {
          note(error);
          if (errorResponse && !response.headersSent) return answer(error);
          endWith({ error }, () => noteError(span, error));
          throw error;
        },
      ),
    );
  }
  return Object.assign(tracedMiddleware, { errors: errorHandler(settings) });
}

/** The route that Express has matched, with the path under which its router is mounted. */
function matchedRoute({ route, baseUrl = '' }) {
  const path = route?.path;
  if (typeof path !== 'string') return undefined;
  return path === '/' && baseUrl !== '' ? baseUrl : `${baseUrl}${path}`;
}

/** What the tracing of a request needs of it. */
function viewOf({ method, headers, originalUrl, url, socket }) {
  // Express cuts off of `url` where a router is mounted.
  const target = String(originalUrl ?? url);
  // A caller can write anything into the header Host, and a span says nothing of it.
  const origin = socket?.encrypted ? 'https://localhost' : 'http://localhost';
  return {
    method,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    url: target.startsWith('/') ? origin + target : target,
  };
}

/**
 * Ends the span once: when the response is sent, when its connection closes before, or when somebody says so. `failWith`
 * names the error that the response answers.
 */
function endings(settings, span, request, response) {
  let hasEnded = false;
  let failure;
  const endWith = (result, note) => {
    if (hasEnded) return;
    hasEnded = true;
    end(settings, span, request, result, note);
  };
  const failWith = (error) => {
    failure ??= { error };
  };
  const noteHead = () => {
    const head = { status: response.headersSent ? response.statusCode : 0 };
    return failure ? noteFailure(span, failure.error, head) : noteResponse(span, head);
  };
  response.once('finish', () => endWith({ response, ...failure }, noteHead));
  response.once('close', () => {
    const { errored: error } = response;
    endWith({ response, error }, () => {
      noteHead();
      return noteError(span, error, !error);
    });
  });
  return { endWith, failWith };
}

/** Adds the ids when the head is written: then nobody can replace them, and they replace nothing. */
function addIds(settings, context, response) {
  const { responseHeaders, isLate } = settings;
  if (responseHeaders.length === 0) return;
  const start = tick();
  const { writeHead } = response;
  response.writeHead = function (...args) {
    let stamped = args;
    try {
      if (args[0] >= 200 && !response.headersSent) {
        // The span is still open, but it will be written late if it would be now.
        const stamps = idHeadersOf(settings, answered(context, isLate?.(statusOf(args[0]), tick() - start)));
        for (const [name, valueAfter] of stamps) stamped = withHeader(response, stamped, name, valueAfter);
      }
    } catch (error) {
      stamped = args;
      report('a response could not carry the ids of its trace', error);
    }
    return Reflect.apply(writeHead, this, stamped);
  };
}

/** The status of a request that is answered with this code. */
function statusOf(code) {
  return STATUSES[pageExports().status_of_response(KINDS.indexOf('server'), code)];
}

/** Arguments of writeHead with this header too. In what form the others come, in that they stay. */
function withHeader(response, args, name, valueAfter) {
  const value = (before) => valueAfter([before ?? []].flat().join());
  const index = args.findIndex((arg, place) => place > 0 && typeof arg === 'object' && arg !== null);
  if (index < 0) {
    response.setHeader(name, value(response.getHeader(name)));
    return args;
  }
  const given = args[index];
  const isList = Array.isArray(given);
  const isFlat = isList && !Array.isArray(given[0]);
  const fields = isFlat ? pairs(given) : isList ? given : Object.entries(given);
  const isOther = ([key]) => String(key).toLowerCase() !== name;
  const own = fields.filter((field) => !isOther(field)).flatMap(([, text]) => text);
  const after = [...fields.filter(isOther), [name, value(own.length > 0 ? own : response.getHeader(name))]];
  return args.with(index, isFlat ? after.flat() : isList ? after : Object.fromEntries(after));
}

function pairs(flat) {
  return Array.from({ length: flat.length / 2 }, (_, index) => flat.slice(2 * index, 2 * index + 2));
}

/** Node emits the events of a request in the context of its connection. Listeners run in the context of the request. */
function keepScope(emitter, inside) {
  const { emit } = emitter;
  emitter.emit = function (...args) {
    return scope()?.held === undefined
      ? inside(() => Reflect.apply(emit, this, args))
      : Reflect.apply(emit, this, args);
  };
}
