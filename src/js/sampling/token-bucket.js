// A purse that fills with time and pays for what is kept. Rust counts; the object here holds what is left, and reads the clock.

import { tick } from '../host/host.js';

/**
 * `pays()` says whether there is enough for one more. `full()` is what it holds at first; `spend(left, elapsedMs)` gives what is
 * left, or that minus 1 where it does not pay.
 */
export function purse(full, spend, clock = tick) {
  let left;
  let before;
  return {
    pays() {
      left ??= full();
      const now = clock();
      const answer = spend(left, now - (before ?? now));
      before = now;
      left = answer < 0 ? answer + 1 : answer;
      return answer >= 0;
    },
  };
}
