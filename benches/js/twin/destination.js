// Where a request goes: whether context may travel there, and what its line says about it. What an origin decides is
// decided once; a URL that says the same after parsing is not parsed.

import { quoted } from './line.js';
import { redacted } from './secrets.js';

/** Characters that URL leaves as they are, in a path and in a query. */
const PLAIN = /[\w\-~!$&()*+,;=:@/?.%]*$/y;

/** A function from the text of a URL to `{sent, address, full}`: the last two are the line's. */
export function destinations(targets) {
  const origins = targets.map((target) => new URL(target).origin);
  let known;
  return (text) => {
    const isKnown = known !== undefined && text.startsWith(known.start) && isPlain(text, known.start.length);
    const href = isKnown ? text : remember(text);
    return { sent: known.sent, address: known.address, full: quoted(redacted(href)) };
  };

  function remember(text) {
    const url = new URL(text, globalThis.document?.baseURI);
    const { origin, hostname, protocol, port } = url;
    if (known === undefined || known.start !== `${origin}/`) {
      known = {
        start: `${origin}/`,
        sent: origin === globalThis.location?.origin || origins.includes(origin),
        address: `,"server.address":"${hostname}","server.port":${Number(port) || (protocol === 'https:' ? 443 : 80)}`,
      };
    }
    return url.href;
  }
}

/** Whether URL would give the text back. It would not where a segment is one or two dots, however they are written. */
function isPlain(text, from) {
  PLAIN.lastIndex = from;
  return PLAIN.test(text) && !text.includes('/.', from - 1) && !text.includes('/%', from - 1);
}
