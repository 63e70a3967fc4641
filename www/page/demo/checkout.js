// The call that the demo is about: one click, traced from here on.
import { createLogger, runWithTrace, startActiveSpan, traceFetch } from 'tracehop';

/**
 * Checks out, for real.
 *
 * @param {string} scenario `healthy`, `wrong-host` or `error`
 * @param {{ log: (line: string) => void, onBegin: (span: import('tracehop').Span) => void }} to where finished lines
 * go, and a listener for each span that begins
 * @returns {Promise<number>} the answer's status
 */
export function checkout(scenario, { log, onBegin }) {
  /** @type {import('tracehop').Span} */
  let sending;
  const logger = createLogger({ service: 'browser', log });
  const fetch = traceFetch({
    service: 'browser',
    log,
    onStart: (span) => {
      sending = span;
      onBegin(span);
    },
    // Between the traced fetch and the browser's own: what passes here is what leaves.
    fetch: (input, init) => {
      const headers = Object.fromEntries(new Request(input, init).headers);
      const say = () => logger.info('request leaves', { headers });
      if (sending.context) runWithTrace(sending.context, say);
      else say();
      return globalThis.fetch(input, init);
    },
  });

  return startActiveSpan('checkout', { service: 'browser', log, attributes: { scenario } }, async (span) => {
    onBegin(span);
    span.context?.tracestate.set('demo', scenario);
    const response = await fetch(`/api/checkout?scenario=${scenario}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cart: 'c-1042' }),
    });
    if (!response.ok) span.setStatus('error').setAttribute('error.type', String(response.status));
    return response.status;
  });
}
