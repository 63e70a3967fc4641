/** Notices promises that were rejected without anybody looking, by whatever way the runtime tells. */

const reasons = new Map();

const noticed = (promise, reason) => void reasons.set(promise, reason);
// workerd tells early, and takes it back when somebody looks a few microtasks later.
const takenBack = (promise) => void reasons.delete(promise);

// Deno, workerd and browsers tell by events, Node and Bun by `process`. Where both exist, the map counts a promise
// once.
globalThis.addEventListener?.('unhandledrejection', (event) => {
  // Vercel's edge runtime makes no real event.
  event.preventDefault?.();
  noticed(event.promise, event.reason);
});
globalThis.addEventListener?.('rejectionhandled', ({ promise }) => takenBack(promise));
globalThis.process?.on?.('unhandledRejection', (reason, promise) => noticed(promise, reason));
globalThis.process?.on?.('rejectionHandled', takenBack);

export const rejections = {
  /** The reasons noticed since the last call, one for each promise. */
  take() {
    const taken = [...reasons.values()];
    reasons.clear();
    return taken;
  },
};
