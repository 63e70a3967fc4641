/** Whether the host tells that nobody has caught a rejection. */

const waiting = new Map();

function noticed(promise, reason) {
  waiting.get(promise)?.(reason);
  waiting.delete(promise);
}

// Browsers and workerd tell by events, Node by `process`.
if (globalThis.process?.versions?.node !== undefined && globalThis.process.on !== undefined) {
  globalThis.process.on('unhandledRejection', (reason, promise) => noticed(promise, reason));
} else {
  globalThis.addEventListener?.('unhandledrejection', (event) => {
    event.preventDefault();
    noticed(event.promise, event.reason);
  });
}

/** A host has told by then. */
const LIMIT_MS = 20_000;

/** Leaves a promise alone, which has to reject, until the host complains about it. */
export function nobodyCatches(promise, describe) {
  return new Promise((resolve) => {
    waiting.set(promise, (reason) => resolve({ noticed: describe(reason) }));
    setTimeout(() => resolve({ noticed: false }), LIMIT_MS);
  });
}
