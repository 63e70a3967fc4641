// A page: a traced fetch, the global one, and what explain says.

import {
  bodySizes,
  followRedirects,
  instrumentFetch,
  setEnabled,
  startSpan,
  traceFetch,
  untilBody,
  type Explanation,
  type FetchOptions,
  type Target,
  type TracedFetch,
} from 'tracehop';
import { openTelemetry } from 'tracehop/dialects';
import { adoptOpenTelemetry } from 'tracehop/opentelemetry';
import { equals, type Same } from './same.js';

const traced = traceFetch({
  service: 'shop',
  targets: ['https://api.example', /\.example\/api/, (url) => url.port === ''],
});
equals<Same<typeof traced, TracedFetch>>(true);

const asFetch: typeof fetch = traced;
export const answer: Promise<Response> = asFetch('/cart', {
  method: 'POST',
  body: 'x',
  signal: AbortSignal.timeout(500),
});
export const again: Promise<Response> = traced(new Request('/cart'));

const { sent, reason, rule, cors }: Explanation = traced.explain(new URL('https://api.example/'));
equals<Same<typeof sent, boolean>>(true);
equals<Same<typeof reason, string>>(true);
equals<Same<typeof rule, Target | undefined>>(true);
equals<Same<typeof cors, string | undefined>>(true);

const undo = instrumentFetch({ ignore: ['https://metrics.example'] });
equals<Same<typeof undo, () => void>>(true);
undo();

export const everyOption: Required<FetchOptions> = {
  service: 'shop',
  fetch,
  targets: ['https://api.example'],
  ignore: [],
  sampler: { shouldSample: () => true },
  context: () => undefined,
  override: 'replace',
  unsampled: 'omit',
  lineage: true,
  errors: 'always',
  onStart: (span, { url, method }) => void span.setAttribute('call', `${method} ${url}`),
  onEnd: (span, { response, error }) => void span.setAttributes({ ok: response?.ok, error }),
  end: untilBody,
  sizes: bodySizes,
  redirects: followRedirects,
  redact: (url) => url,
  log: false,
  dialect: openTelemetry(),
  enabled: () => true,
  debug: true,
};

export const quiet = traced('/poll', { method: 'POST', tracehop: { sampled: false, sent: true, context: undefined } });
export const plain = traced('/poll', { tracehop: false });
equals<Same<ReturnType<typeof setEnabled>, void>>(true);
setEnabled(false);
// @ts-expect-error no such key
traced('/poll', { tracehop: { send: false } });
// @ts-expect-error true says nothing
traced('/poll', { tracehop: true });
// @ts-expect-error only a boolean is a decision
setEnabled('yes');
// @ts-expect-error a promise is no consent
traceFetch({ enabled: async () => true });

equals<Same<ReturnType<typeof adoptOpenTelemetry>, void>>(true);
adoptOpenTelemetry();
adoptOpenTelemetry({ instrumentsFetch: true });
// @ts-expect-error no such option
adoptOpenTelemetry({ fetch: true });

// A fetch that takes what only a platform knows goes through a wider type of the user's own.
export const withCf = traced('https://api.example/', { cf: { cacheTtl: 5 } } as RequestInit);

// A binding has the method; a page's may be anything with one.
traceFetch({ fetch: { fetch } });
// @ts-expect-error not without the method
traceFetch({ fetch: {} });
// @ts-expect-error targets is a list
traceFetch({ targets: 'https://api.example' });
// @ts-expect-error a target is no number
traceFetch({ targets: [5] });
// @ts-expect-error no such option
traceFetch({ target: [] });
// @ts-expect-error no such override
traceFetch({ override: 'maybe' });
// @ts-expect-error no such choice
traceFetch({ unsampled: 'drop' });
export const named = traceFetch({ end: 'body' });
// @ts-expect-error untilBody is a value for an option, and nothing to call
untilBody(new Response(), () => {}, startSpan('import'));
// @ts-expect-error an option takes untilBody itself
traceFetch({ end: () => true });
// @ts-expect-error each option has its own value
traceFetch({ end: bodySizes, sizes: followRedirects, redirects: untilBody });
// @ts-expect-error no such moment
traceFetch({ end: 'headers' });
// @ts-expect-error sizes are a function, too
traceFetch({ sizes: true });
// @ts-expect-error and so are redirects
traceFetch({ redirects: 'strip' });
// @ts-expect-error a context is no header
traceFetch({ context: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' });
// @ts-expect-error the URL is missing
traced();
// @ts-expect-error the first argument is an URL or a Request
traced(5);
// @ts-expect-error an explanation has a reason
export const explained: Explanation = { sent: true };
// @ts-expect-error the undo takes nothing
undo(true);
