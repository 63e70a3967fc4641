// Runs a call and reports how it ended. Its caller gets the very same outcome.

let watch = (result, succeed, fail) => false;

/** Called by thenable.js when it is loaded, with what follows all that is more than a plain promise. */
export function provideWatch(watches) {
  watch = watches;
}

/** Calls `succeed` with what `run` returned or its promise resolved to, or `fail` with the error. Neither may throw. */
export function follow(run, succeed, fail) {
  let result;
  try {
    result = run();
  } catch (error) {
    fail(error);
    throw error;
  }
  if (watch(result, succeed, fail)) return result;
  if (typeof result?.then !== 'function') {
    succeed(result);
    return result;
  }
  // The derived promise is returned: a second one on the side would keep `unhandledrejection` from firing.
  return result.then(
    (value) => {
      succeed(value);
      return value;
    },
    (error) => {
      fail(error);
      throw error;
    },
  );
}
