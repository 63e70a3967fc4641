// A token bucket fills with time, and each trace that is kept takes a token. Rust counts; the object here holds what is
// left, and reads the clock.

import { hook } from '../host/hook.js';
import { tick } from '../host/host.js';

/**
 * `take()` takes a token and says whether there was one; `take(true)` only says whether there is one. `full()` gives
 * the number of tokens at first; `spend(left, elapsedMs)` gives how many are left, or that minus 1 where there is none
 * to take.
 */
export function tokenBucket(full, spend, clock = tick) {
  let left;
  /** The latest time that the clock has shown. It may go back and forth, and no time is counted twice. */
  let latest;
  return {
    take(isQuestion = false) {
      const shown = hook('clock', clock);
      const now = Number.isFinite(shown) ? shown : latest;
      const answer = spend(left ?? full(), now > latest ? now - latest : 0);
      if (!isQuestion) {
        left = answer < 0 ? answer + 1 : answer;
        if (!(now <= latest)) latest = now;
      }
      return answer >= 0;
    },
  };
}
