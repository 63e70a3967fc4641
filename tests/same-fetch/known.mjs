/**
 * Differences of the wrapped call that are known, and why. An entry that nothing needs any more fails the run.
 *
 * `when(one, difference)` says whether an entry explains a sentence of compare.mjs about a case.
 */

/** Whether this is a call that followRedirects follows, of a server that redirects. */
const isFollowed = ({ wrapping, path }) => wrapping === 'redirects' && /"code":|^"(loop|nowhere|bad-location)/.test(JSON.stringify(path));

const fieldsOf = ({ input, init }) => [input.fields ?? {}, init.fields ?? {}];

const hasBody = (one, bodies) => fieldsOf(one).some(({ body }) => bodies.test(body ?? ''));

export const KNOWN = [
  {
    name: 'what followRedirects refuses, it refuses without the cause that the host knows',
    when: (one, difference) => isFollowed(one) && /^error: bare {"class":"TypeError".*, wrapped {"class":"TypeError".*"fetch failed: /.test(difference),
  },
  {
    name: 'followRedirects leaves a call with integrity to the host, without our headers',
    when: (one, difference) => one.wrapping === 'redirects' && fieldsOf(one).some(({ integrity }) => integrity) && /^request \d+ has the traceparent \[\]$/.test(difference),
  },
  {
    name: "followRedirects cannot see the dispatcher that Node keeps inside a Request, so only the first of its calls has it",
    when: (one, difference) => isFollowed(one) && fieldsOf(one).some(({ unknown }) => unknown === 'dispatcher') && /^looks: .*"dispatcher was called"/.test(difference),
  },
  {
    name: "followRedirects sends bytes again, which Node's fetch has lost by then",
    when: (one, difference) => isFollowed(one) && hasBody(one, /^(buffer|bytes|floats|view)$/) && !/traceparent|tracestate|looks/.test(difference),
  },
  {
    name: 'followRedirects keeps the body of a Request by clone(), which locks the stream that it was made of',
    when: (one, difference) => one.wrapping === 'redirects' && /^looks: .*"stream is locked",false.*, wrapped .*"stream is locked",true/.test(difference),
  },
  {
    name: "followRedirects sends a stream of a Request again, which Node's fetch refuses",
    when: (one, difference) => isFollowed(one) && /request/.test(one.input.kind + one.init.kind) && hasBody(one, /stream/) && !/traceparent|tracestate|looks/.test(difference),
  },
  {
    name: "followRedirects sends a form again under its own boundary, which Node's fetch mixes up",
    when: (one, difference) => isFollowed(one) && hasBody(one, /^form/) && /^(body|headers of request \d+|body of request \d+): /.test(difference),
  },
  {
    name: 'an input that becomes a URL only when it is asked is asked twice where the call is passed on as it came',
    when: (one, difference) => one.input.kind === 'to-string' && /^looks: .*"toString was called",2/.test(difference),
  },
];
