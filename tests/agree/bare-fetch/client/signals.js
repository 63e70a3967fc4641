/** Who aborts a call, when, and with what reason. */

/** Whether the request has left by then is up to the machine: such a case does not compare how many arrived. */
const SOON_MS = 30;
/** By then headers are here. */
const LATE_MS = 2000;

/**
 * @returns undefined, or `{signal, called, headers, firstPiece}`: the signal, and what to do at that point of the call.
 */
export function signalFor(name, made, { arrived }) {
  if (name === undefined) return undefined;
  const reason = made.know(new Error(`reason of ${name}`), 'own reason');
  const controller = new AbortController();
  const withReason = () => controller.abort(reason);
  const plainly = () => {
    controller.abort();
    made.know(controller.signal.reason, "the signal's reason");
  };
  const abort = /reason/.test(name) ? withReason : plainly;
  const moments = MOMENTS[name.replace(/-(reason|request)$/, '')](abort, arrived, controller, made);
  return { signal: controller.signal, called() {}, headers() {}, firstPiece() {}, after() {}, ...moments };
}

const MOMENTS = {
  already(abort) {
    abort();
  },
  'already-undefined': (abort, arrived, controller) => controller.abort(undefined),
  'at-once': (abort) => ({ called: abort }),
  'next-tick': (abort) => ({ called: () => void setTimeout(abort, 0) }),
  arrived: (abort, arrived) => ({ called: () => arrived().then(abort) }),
  headers: (abort) => ({ headers: abort }),
  body: (abort) => ({ firstPiece: abort }),
  after: (abort) => ({ after: abort }),
  timeout: (abort, arrived, controller, made) => ofTimeout(made, AbortSignal.timeout(SOON_MS)),
  'timeout-body': (abort, arrived, controller, made) => ofTimeout(made, AbortSignal.timeout(LATE_MS)),
  any: (abort, arrived, controller) => {
    const signal =
      typeof AbortSignal.any === 'function'
        ? AbortSignal.any([controller.signal, new AbortController().signal])
        : controller.signal;
    return { signal, called: () => arrived().then(abort) };
  },
  unused: () => undefined,
  null: () => ({ signal: null }),
  'bad-signal': () => ({ signal: { aborted: false, addEventListener() {}, removeEventListener() {} } }),
};

/** A signal has its reason from the moment it fires, and not before. */
function ofTimeout(made, signal) {
  signal.addEventListener('abort', () => made.know(signal.reason, "the signal's reason"), { once: true });
  return { signal };
}
