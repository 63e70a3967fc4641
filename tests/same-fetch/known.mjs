/**
 * Cases in which the wrapped call is known to differ, and why. An entry that no difference needs any more fails the run.
 *
 * `when(result, difference)` says whether an entry explains a sentence of compare.mjs about a result; `runtimes`, where it can occur.
 */
export const KNOWN = [];
