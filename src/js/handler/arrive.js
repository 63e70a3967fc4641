// A request that arrives: its headers are read once, they or another tracer's span say where the request stands in a
// trace, and its span is opened.

import { adoptSpan } from '../ambient/adopt-span.js';
import { switchedOff } from '../ambient/enabled.js';
import { outputOf } from '../ambient/scope.js';
import { renewLineage } from '../context/context.js';
import { receive } from '../context/extract-inject.js';
import { hiddenHop, linksToCaller } from '../context/lineage.js';
import { keepThresholdTrue } from '../context/ot.js';
import { readHeaders } from '../headers/carrier.js';
import { hook } from '../host/hook.js';
import { canStart, report } from '../host/host.js';
import { lateFor } from '../sampling/late-sampling.js';
import { sampledBy } from '../sampling/sampler.js';
import { methodAttribute, nameOf, originalMethod } from '../span/outcome.js';
import { redacted, redactedBy } from '../span/redact.js';
import { lose, Span } from '../span/span.js';
import { nameByRoute } from './route.js';

/**
 * The span of a request, or undefined where this host cannot trace. Never throws. The application is shown `original`.
 */
export function arrive(settings, held, request, original = request) {
  if (switchedOff(settings.enabled)) return undefined;
  if (!canStart()) return lose();
  let span;
  try {
    const arrived = readHeaders(request);
    const place = adoptSpan(arrived) ?? placeOf(settings, arrived, request, original);
    const { context } = place;
    if (settings.lineage) renewLineage(context, true);
    const isLate = lateFor(settings.isLate, context);
    const named = { name: nameOf(request.method), kind: 'server', ...place, isLate, ...outputOf(settings) };
    span = new Span(named, attributesOf(settings, request), held);
    nameByRoute(span, settings.route, request.method, original);
    held.request = request;
    hook('onStart', settings.onStart, span, original);
    return span;
  } catch (error) {
    report('a request was handled untraced', error);
    return lose(span);
  }
}

/** `{ context, parentId, links, hiddenHop }` of a request by the headers that arrived. */
function placeOf({ isTrusted, sampler }, arrived, request, original) {
  const received = receive(arrived, isTrusted(request, original));
  const continues = received.origin === 'continued';
  const place = {
    parentId: continues ? received.spanId : undefined,
    links: linksToCaller(received, arrived),
    hiddenHop: continues ? hiddenHop(received.spanId, received.tracestate) : undefined,
  };
  const context = sampledBy(sampler, received, continues ? received.child() : received, request);
  return { context: continues ? keepThresholdTrue(context) : context, ...place };
}

/** What is known of a request from the start. What is undefined is not written. */
function attributesOf({ redact }, { method, url }) {
  /** @type {Record<string, string | undefined>} */
  const attributes = {
    'http.request.method': methodAttribute(method),
    'http.request.method_original': originalMethod(method),
    'url.path': undefined,
    'url.scheme': undefined,
    'url.query': undefined,
    'http.route': undefined,
    'http.response.status_code': undefined,
    'error.type': undefined,
  };
  try {
    const { pathname, protocol, search } = new URL(redactedBy(redact, redacted(url)));
    attributes['url.path'] = pathname;
    attributes['url.scheme'] = protocol.slice(0, -1);
    attributes['url.query'] = search.slice(1) || undefined;
  } catch {
    // The application's redaction left no URL, so nothing is said about it.
  }
  return attributes;
}
