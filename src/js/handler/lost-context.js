// Without AsyncLocalStorage a context is ambient until the first await. Code that looks for it after that finds none,
// and nothing else would say so.

import { provideLostContext } from '../ambient/scope.js';
import { hint } from '../host/hint.js';
import { isLasting } from '../host/storage.js';

/** Requests and events that are being handled. */
let open = 0;

function explain() {
  if (open === 0) return;
  hint(
    'lost context',
    'this host has no AsyncLocalStorage, so the context is gone after the first await: set the compatibility flag ' +
      "nodejs_als, or pass on the handler's fourth argument, as in createLogger({ context: trace })",
  );
}

/** Runs a traced handler, and explains a context that is missed meanwhile. */
export function explainingLoss(run) {
  if (isLasting()) return run();
  provideLostContext(explain);
  open++;
  return run().finally(() => {
    open--;
  });
}
