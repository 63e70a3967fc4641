/** HTTP/1.1 by hand: what goes out are the very bytes that a test wrote. */

import { connect } from 'node:net';

const PATIENCE_MS = 20_000;

/** Bytes of pieces that are text, one byte a character, or bytes. */
export function bytes(...pieces) {
  return Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)));
}

/** A POST with these header lines. */
export function post(body, lines = [], path = '/any/path') {
  const length = Buffer.byteLength(body, 'latin1');
  const head = [`POST ${path} HTTP/1.1`, 'Host: w3c.test', `Content-Length: ${length}`, 'Connection: close'];
  const raw = [...head, ...lines].flatMap((line) => [line, '\r\n']);
  return bytes(...raw, '\r\n', body);
}

/**
 * Sends bytes and waits for the head of the answer.
 *
 * @param half whether this side says at once that nothing more will come.
 * @returns the status of the answer, and all that came until then. @throws where the connection ends without one.
 */
export function send(port, request, { half = false } = {}) {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const fail = (why) => {
      socket.destroy();
      reject(new Error(`${why}, with ${text === '' ? 'no answer' : `this before it: ${text.slice(0, 200)}`}`));
    };
    socket.setTimeout(PATIENCE_MS, () => fail(`nothing happened for ${PATIENCE_MS} ms`));
    socket.on('error', (/** @type {NodeJS.ErrnoException} */ error) => fail(`the connection broke (${error.code})`));
    socket.on('end', () => fail('the connection ended'));
    socket.setEncoding('latin1').on('data', (part) => {
      text += part;
      // An interim answer such as 100 is not the one.
      const status = /^(?:HTTP\/1\.1 1\d\d [\s\S]*?\r\n\r\n)*HTTP\/1\.[01] ([2-5]\d\d) [\s\S]*?\r\n\r\n/.exec(
        text,
      )?.[1];
      if (status === undefined) return;
      socket.removeAllListeners('end').destroy();
      resolve({ status: Number(status), text });
    });
    socket.write(request);
    if (half) socket.end();
  });
}
