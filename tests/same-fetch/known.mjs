/**
 * Differences of the wrapped call that are known, and why. An entry that nothing needs any more fails the run.
 *
 * `when(one, difference)` says whether an entry explains a sentence of compare.mjs about a case.
 */

export const KNOWN = [
  {
    name: 'an input that becomes a URL only when it is asked is asked twice where the call is passed on as it came',
    when: (one, difference) => one.input.kind === 'to-string' && /^looks: .*"toString was called",2/.test(difference),
  },
];
