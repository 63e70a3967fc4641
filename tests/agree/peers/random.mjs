/** Numbers that look random and are the same in every run: a failure can be repeated. */

export function randomOf(seed) {
  let state = seed >>> 0;
  /** A whole number from 0 to below `n`. */
  const below = (n) => {
    // Marsaglia's xorshift, which has every 32-bit number but 0.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  const chance = (percent) => below(100) < percent;
  const pick = (list) => list[below(list.length)];
  const text = (length, alphabet) => Array.from({ length }, () => pick(alphabet)).join('');
  return { below, chance, pick, text };
}
