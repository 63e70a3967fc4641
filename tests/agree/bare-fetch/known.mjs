/**
 * Differences of the wrapped call that are known, and why. An entry that nothing needs any more fails the run.
 *
 * `when(one, difference)` says whether an entry explains a sentence of compare.mjs about a case.
 */

/** Whether this is a call that followRedirects follows, of a server that redirects. */
const isFollowed = ({ wrapping, path }) =>
  wrapping === 'redirects' && /"code":|^"(loop|nowhere|bad-location)/.test(JSON.stringify(path));

const fieldsOf = ({ input, init }) => [input.fields ?? {}, init.fields ?? {}];

const hasBody = (one, bodies) => fieldsOf(one).some(({ body }) => bodies.test(body ?? ''));

const isSentOnByUsOnly = (one, difference) =>
  hasBody(one, /^(buffer|bytes|floats|view)$/) ||
  (hasBody(one, /stream/) && /request/.test(one.input.kind + one.init.kind)) ||
  (hasBody(one, /^form/) && /^(body|headers of request \d+|body of request \d+): /.test(difference));

export const KNOWN = [
  {
    name: 'what followRedirects refuses, it refuses without the cause that the host knows',
    when: (one, difference) =>
      isFollowed(one) &&
      /^error: bare {"class":"TypeError".*, wrapped {"class":"TypeError".*"fetch failed: /.test(difference),
  },
  {
    name: 'followRedirects leaves a call with integrity to the host, without our headers',
    when: (one, difference) =>
      one.wrapping === 'redirects' &&
      fieldsOf(one).some(({ integrity }) => integrity) &&
      /^request \d+ has the traceparent \[\]$/.test(difference),
  },
  {
    name: 'of a Request followRedirects sees no more than anybody: clone() locks the stream that it was made of, and its dispatcher is for the first call only',
    when: (one, difference) =>
      one.wrapping === 'redirects' &&
      (/^looks: .*"stream is locked",false.*, wrapped .*"stream is locked",true/.test(difference) ||
        (isFollowed(one) &&
          fieldsOf(one).some(({ unknown }) => unknown === 'dispatcher') &&
          /^looks: .*"dispatcher was called"/.test(difference))),
  },
  {
    name: "followRedirects sends again what Node's fetch does not, or wrongly: bytes, which it has lost by then; the stream of a Request; a form, whose boundary it mixes up",
    when: (one, difference) =>
      isFollowed(one) && isSentOnByUsOnly(one, difference) && !/traceparent|tracestate|looks/.test(difference),
  },
  {
    name: "of a revoked proxy Chromium says more than the engine's error, which is what the call rejects with",
    when: (one, difference) =>
      one.init.kind === 'revoked' &&
      /^(error|uncaught): bare .*"TypeError".*Cannot perform 'get' on a proxy that has been revoked"}+, wrapped .*"Cannot perform 'get'/.test(
        difference,
      ),
  },
  {
    name: 'where fetch refuses a member of the init, headers after it were read already, once',
    when: (one, difference) =>
      /^looks: bare .*"a header (was read|became text)",0\].*, wrapped .*"a header (was read|became text)",1\]/.test(
        difference,
      ),
  },
  {
    name: 'where fetch refuses a member of the init, those after it were read already, in its order and once',
    when: (one, difference) => {
      if (one.init.kind !== 'once-getters' || !difference.startsWith('looks: ')) return false;
      const lists = [...difference.matchAll(/\["members that were read","([^"]*)"\]/g)].map(([, names]) => names);
      const [bare, wrapped] = lists.map((names) => names.split(',').filter((name) => name !== ''));
      const isLonger = wrapped?.length > bare?.length && bare.every((name, index) => wrapped[index] === name);
      return isLonger && new Set(wrapped).size === wrapped.length;
    },
  },
  {
    name: 'after a 307 or 308, workerd keeps the content-type of the body that a 303 takes away; followRedirects removes it, as the Fetch standard says',
    when: (one, difference) => {
      const [, bare, wrapped] = /^headers of request \d+: bare (\[.*\]), wrapped (\[.*\])$/.exec(difference) ?? [];
      if (!isFollowed(one) || bare === undefined || !/"code":30[78].*"code":303/.test(JSON.stringify(one.path)))
        return false;
      const others = JSON.parse(bare).filter(([name]) => name !== 'content-type');
      return bare.includes('"content-type"') && JSON.stringify(others) === wrapped;
    },
  },
];
