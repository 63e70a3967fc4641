// The adapter for servers of Node's kind, `(request, response, next)`: node:http, Connect, Express.

import { scope } from '../ambient/scope.js';
import { within } from '../ambient/within.js';
import { follow } from '../host/follow.js';
import { report, tick } from '../host/host.js';
import { member } from '../host/member.js';
import { stored } from '../host/shared.js';
import { prepare } from '../host/storage.js';
import { HeldLines } from '../lines/held-lines.js';
import { KINDS, STATUSES } from '../record/schema.js';
import { answered } from '../sampling/late-sampling.js';
import { noteError, noteResponse } from '../span/outcome.js';
import { lose } from '../span/span.js';
import { answerIn, noteThrown } from '../span/thrown.js';
import { STATUS } from '../wasm/codes.js';
import { pageExports } from '../wasm/instance.js';
import { arrive } from './arrive.js';
import { beforeCrash } from './before-crash.js';
import { writeFailure } from './failure.js';
import { end } from './handler.js';
import { answerError, answering, errorHandler, keepErrors } from './middleware-errors.js';
import { isNested } from './nested.js';
import { handlerOptions, handlerSettings } from './options.js';
import { idHeadersOf } from './response-headers.js';

/** Messages are no requests. */
const { carrier, ...middlewareOptions } = handlerOptions;

const MISFIT = `traceMiddleware got other arguments than (request, response, next), so requests are untraced`;
const INSTEAD = `in Hono, export traceHandler(app) of "tracehop"; in Koa, give it (ctx.req, ctx.res, next)`;

export function traceMiddleware(options) {
  const settings = handlerSettings('traceMiddleware', options, middlewareOptions);
  settings.route ??= matchedRoute;
  const { errorResponse } = settings;
  function tracedMiddleware(request, response, next) {
    const waiting = prepare();
    if (waiting && next) return waiting.then(() => tracedMiddleware(request, response, next));
    if (typeof response?.once !== 'function') return misfit(typeof response === 'function' ? response : next);
    const held = new HeldLines(settings.logSampler);
    const traced = begin(settings, held, request, response);
    // Without tracing, loggers inside still have their service and log.
    if (traced === undefined) return next && within(scope()?.context, scope()?.span, settings, () => next());
    if (next === undefined) return undefined;
    const { inside, note, answer } = traced;
    if (!errorResponse) {
      return inside(() =>
        follow(
          () => next(),
          () => {},
          note,
        ),
      );
    }
    return inside(() =>
      answering(
        () => next(),
        (error) => {
          note(error);
          if (!response.headersSent) return answer(error);
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

/** Middleware of another kind has another `next`, which has to run all the same. */
function misfit(next) {
  lose();
  report(MISFIT, new TypeError(INSTEAD));
  return next?.();
}

/**
 * `{ inside, note, answer }` of a request: what runs a function in its scope, notes an error, and answers one. Undefined
 * where it is handled further out, or cannot be traced. Never throws.
 */
function begin(settings, held, request, response) {
  let span;
  try {
    const view = viewOf(request);
    if (isNested(view)) return undefined;
    span = arrive(settings, held, view, request);
    if (span === undefined) return undefined;
    const inside = (fn) => within(span.context, span, settings, fn, held);
    const note = endings(settings, held, span, request, response);
    const answer = (error) => answerError(settings, span.context, error, request, response);
    addIds(settings, span.context, response);
    keepScope(request, held, inside);
    keepScope(response, held, inside);
    const traced = { inside, note, answer };
    keepErrors(request, traced);
    return traced;
  } catch (error) {
    report('a request was handled untraced', error);
    return lose(span);
  }
}

/** What the tracing of a request needs of it. */
function viewOf(request) {
  const { method, headers, url } = request;
  // Express cuts off of `url` where a router is mounted.
  const path = String(member(request, 'originalUrl') ?? url);
  // A caller can write anything into the header Host, and a span says nothing of it.
  const origin = member(member(request, 'socket'), 'encrypted') ? 'https://localhost' : 'http://localhost';
  return {
    method,
    headers: { get: (name) => member(headers, name.toLowerCase()) ?? null },
    path,
    url: path.startsWith('/') ? origin + path : path,
  };
}

/**
 * Ends the span once: when the response is sent, or when its connection closes before. Returns what notes an error of
 * `next`: somebody further out may answer it, as Koa does, and then the answer decides.
 */
function endings(settings, held, span, request, response) {
  // Over HTTP/2 the response says "finish" of a stream that was aborted, too.
  const { stream } = response;
  let failure;
  let forget = () => {};
  let isOver = false;
  const endWith = (result, note) => {
    if (isOver) return;
    isOver = true;
    forget();
    end(settings, span, request, result, note);
  };
  const noteHead = () => noteResponse(span, { status: response.headersSent ? response.statusCode : 0 });
  const write = (error) => {
    if (!answerIn(error)) writeFailure(settings, held, span, error);
  };
  const noteFailure = ({ error }) => {
    if (!settings.errorResponse) write(error);
    return noteThrown(span, error);
  };
  const finished = () =>
    endWith({ response, ...failure }, () => {
      const outcome = noteHead();
      return failure && STATUSES[outcome & STATUS] === 'error' ? noteFailure(failure) : outcome;
    });
  const closed = () => {
    const error = response.errored ?? stream?.errored;
    endWith({ response, error: failure ? failure.error : error }, () => {
      noteHead();
      return failure ? noteFailure(failure) : noteError(span, error, !error);
    });
  };
  response.once('finish', () => (stream?.rstCode || stream?.aborted ? closed() : finished()));
  response.once('close', closed);
  return (error) => {
    // What errorResponse answers has failed, whatever its answer.
    if (isOver || settings.errorResponse) write(error);
    if (isOver) return;
    failure ??= { error };
    forget();
    forget = beforeCrash(closed);
  };
}

/** Adds the ids when the head is written: then nobody can replace them, and they replace nothing. */
function addIds(settings, context, response) {
  const { responseHeaders, isLate } = settings;
  if (responseHeaders.length === 0) return;
  const start = tick();
  const { writeHead } = response;
  replace(
    response,
    'writeHead',
    /** @this {unknown} */ function (...args) {
      let withIds = args;
      try {
        if (args[0] >= 200 && !response.headersSent) {
          // The span is still open, but it will be written late if it would be now.
          const headers = idHeadersOf(settings, answered(context, isLate?.(statusOf(args[0]), tick() - start)));
          for (const [name, valueAfter] of headers) withIds = withHeader(response, withIds, name, valueAfter);
        }
      } catch (error) {
        withIds = args;
        report('a response could not carry the ids of its trace', error);
      }
      return Reflect.apply(writeHead, this, withIds);
    },
  );
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
  // For Node to refuse.
  if (isFlat && given.length % 2 === 1) return args;
  const fields = isFlat ? pairs(given) : isList ? given : Object.entries(given);
  const isOther = ([key]) => String(key).toLowerCase() !== name;
  const own = fields.filter((field) => !isOther(field)).flatMap(([, text]) => text);
  const after = [...fields.filter(isOther), [name, value(own.length > 0 ? own : response.getHeader(name))]];
  return args.with(index, isFlat ? after.flat() : isList ? after : Object.fromEntries(after));
}

function pairs(flat) {
  return Array.from({ length: flat.length / 2 }, (_, index) => flat.slice(2 * index, 2 * index + 2));
}

/**
 * Node emits the events of a request in the context of its connection, or of whoever ended its response. Listeners run
 * in the context of the request.
 */
function keepScope(emitter, held, inside) {
  const { emit } = emitter;
  const call = (self, args) => Reflect.apply(emit, self, args);
  replace(
    emitter,
    'emit',
    /** @this {unknown} */ function (...args) {
      return stored()?.held === held ? call(this, args) : inside(() => call(this, args));
    },
  );
}

/** Replaces a method of a request or a response, where it can be. */
function replace(object, name, method) {
  const value = { value: method, writable: true, enumerable: true, configurable: true };
  if (typeof object[name] === 'function' && !Reflect.defineProperty(object, name, value))
    report(`${name} of a request or a response cannot be traced`, new TypeError('it cannot be replaced'));
}
