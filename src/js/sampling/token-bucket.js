// A token bucket fills with time, and each trace that is kept takes a token. Rust counts; the object here holds what is
// left, and reads the clock.

import { tick } from '../host/host.js';

/**
 * `take()` takes a token and says whether there was one. `full()` gives the number of tokens at first; `spend(left,
 * elapsedMs)` gives how many are left, or that minus 1 where there is none to take.
 */
export function tokenBucket(full, spend, clock = tick) {
  let left;
  let before;
  return {
    take() {
      left ??= full();
      const now = clock();
      const answer = spend(left, now - (before ?? now));
      before = now;
      left = answer < 0 ? answer + 1 : answer;
      return answer >= 0;
    },
  };
}
