/**
 * A stand-in for fetch that keeps its arguments and answers what the test wants.
 *
 * @param {(...args: unknown[]) => unknown} [answer]
 */

export function recordingFetch(answer = () => new Response('ok')) {
  /** @type {[RequestInfo | URL, RequestInit?][]} */
  const calls = [];
  return {
    /** The arguments of each call, untouched. */
    calls,
    /** @param {[RequestInfo | URL, RequestInit?]} args */
    fetch(...args) {
      calls.push(args);
      return new Promise((resolve) => resolve(answer(...args)));
    },
    /** The headers of a call as the real fetch would send them. */
    headers: (index = 0) => new Request(...calls[index]).headers,
  };
}
