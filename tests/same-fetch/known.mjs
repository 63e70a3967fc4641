/**
 * Differences of the wrapped call that are known, and why. An entry that nothing needs any more fails the run.
 *
 * `when(one, difference)` says whether an entry explains a sentence of compare.mjs about a case.
 */

const IN_LITERALS = ['plain', 'frozen', 'null-prototype', 'symbol-key', 'empty', 'proxy', 'getters'];
const hasGenerator = ({ init }) => /generator/.test(init.fields.headers ?? '');

export const KNOWN = [
  {
    name: 'headers that can be read only once are lost where init is no literal with members of its own',
    when: (one) => hasGenerator(one) && !IN_LITERALS.includes(one.init.kind) && one.init.kind !== 'request',
  },
  {
    name: 'an input that becomes a URL only when it is asked is asked twice where the call is passed on as it came',
    when: (one, difference) => one.input.kind === 'to-string' && /^looks: .*"toString was called",2/.test(difference),
  },
  {
    name: 'a stream in an init that is no literal is not locked any more after the call, because a Request was made of it',
    when: (one, difference) => /"stream is locked",false/.test(difference) && !['plain', 'frozen', 'null-prototype'].includes(one.init.kind),
  },
];
