// A page as a whole: how it loaded, and what went wrong in it.

import { documentContext, pageContext, providePage } from '../ambient/document.js';
import { isEnabled } from '../ambient/enabled.js';
import { outputOf, scope } from '../ambient/scope.js';
import { report } from '../host/host.js';
import { writeError } from '../lines/error-line.js';
import { dialect, log } from '../lines/line-options.js';
import { writeRecord } from '../lines/sink.js';
import { checkOptions } from '../options/options.js';
import { call, text } from '../options/rows.js';
import { spans } from '../record/stats.js';
import { sampler } from '../sampling/sampler-option.js';
import { redacted, redactedBy } from '../span/redact.js';
import { openContext } from '../span/span.js';
import { pageExports } from '../wasm/instance.js';
import { ownerOf } from './owners.js';
import { timesOf } from './times.js';

const pageOptions = { service: text, log, dialect, sampler, redact: call };

/** A document loads once, however often it is asked for. */
let isWritten = false;

export function tracePage(options) {
  const settings = checkOptions('tracePage', options, pageOptions);
  const undos = [];
  const listen = (type, listener) => {
    globalThis.addEventListener(type, listener);
    undos.push(() => globalThis.removeEventListener(type, listener));
  };
  // The same program may run where there is no page.
  if (globalThis.document === undefined) return () => {};

  listen('error', ({ error, message, filename, lineno, colno }) => {
    // The error of a script of another origin is hidden, and has no place either.
    const place = filename && { 'code.file.path': shown(settings, filename), 'code.line.number': lineno };
    if (error == null) writeLine(settings, message, [], { ...place, 'code.column.number': colno || undefined });
    else writeLine(settings, error, [error]);
  });
  listen('unhandledrejection', ({ reason, promise }) => writeLine(settings, reason, [reason, promise]));

  const write = (isUnfinished) => {
    if (isWritten) return;
    isWritten = true;
    writeLoad(settings, isUnfinished);
  };
  let timer;
  // The event's end is known only after it.
  const writeSoon = () => {
    timer = setTimeout(() => write(false));
  };
  if (globalThis.document.readyState === 'complete') writeSoon();
  else listen('load', writeSoon);
  listen('pagehide', () => write(true));
  return () => {
    clearTimeout(timer);
    for (const undo of undos) undo();
  };
}

/** Writes the line of what went wrong, with the ids of the action that one of the causes comes from. */
function writeLine(settings, error, causes, more = undefined) {
  const owner = causes.map(ownerOf).find((context) => context !== undefined);
  const context = isEnabled() ? (owner ?? scope()?.context ?? documentContext()) : undefined;
  writeError(outputOf(settings), context, error, more);
}

/** Writes the span of the document's load. It is part of the trace of the request that made the document. */
function writeLoad(settings, isUnfinished = false) {
  spans.created++;
  const reason = loadIn(settings, isUnfinished);
  if (reason !== undefined) spans.dropped[reason]++;
}

/** Gives the reason why there is none. */
function loadIn(settings, isUnfinished) {
  if (!isEnabled()) return 'disabled';
  try {
    const { performance, location } = globalThis;
    /** @type {any} */
    const navigation = performance.getEntriesByType('navigation')[0];
    const parent = pageContext();
    const context = openContext(parent, settings.sampler);
    if (context === undefined || navigation === undefined) return 'failed';
    providePage(context);
    if (!pageExports().is_sampled(context.traceFlags)) return 'unsampled';
    const { service, log, dialect } = outputOf(settings);
    const end = navigation.loadEventEnd || performance.now();
    writeRecord(log, dialect, {
      time: Math.round(performance.timeOrigin),
      level: 'info',
      name: 'documentLoad',
      service,
      context,
      parentId: parent?.spanId,
      kind: 'internal',
      durationMs: pageExports().duration_ms(0, end),
      clock: undefined,
      status: isUnfinished ? 'unset' : 'ok',
      unfinished: isUnfinished || undefined,
      sampled: undefined,
      links: undefined,
      hiddenHop: undefined,
      fields: { 'url.full': shown(settings, location.href), ...timesOf(navigation) },
    });
    return undefined;
  } catch (error) {
    report("the document's load could not be written", error);
    return 'failed';
  }
}

function shown({ redact }, href) {
  return redactedBy(redact, redacted(href));
}
