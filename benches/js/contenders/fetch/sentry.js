// Sentry in a page, with tracing on and a transport that sends nothing.
import * as Sentry from '@sentry/browser';
import { patched } from './patched.js';

const traced = patched(() => {
  Sentry.init({
    dsn: 'https://key@sentry.example/1',
    integrations: [Sentry.browserTracingIntegration()],
    tracesSampleRate: 1,
    transport: () => ({ send: async () => ({}), flush: async () => true }),
  });
});

/** A span of its own becomes of a call only inside another, such as that of a click. */
export function around(run) {
  return Sentry.startSpan({ name: 'click' }, run);
}

/** The finished span becomes an event later, which is part of what a call costs. */
export function settle() {
  return Sentry.flush(2000);
}

export const ops = { fetch_overhead: (url) => traced(url) };
