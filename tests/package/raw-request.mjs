/** HTTP/1.1 by hand: what fetch() of a test would tidy up arrives as it was written. */

import { connect } from 'node:net';

/** Sends one GET with these header lines, as Latin-1 bytes. @returns status, headers and body of the answer. */
export async function rawRequest(url, path, headerLines) {
  const socket = connect(Number(url.port), url.hostname).setEncoding('latin1');
  socket.write(
    Buffer.from([`GET ${path} HTTP/1.1`, `Host: ${url.host}`, ...headerLines, '', ''].join('\r\n'), 'latin1'),
  );
  let received = '';
  // The server would keep the connection open for seconds, so the answer's own framing says when it is complete.
  for await (const part of socket) {
    received += part;
    const answer = completeAnswer(received);
    if (answer !== undefined) return answer;
  }
  throw new Error(`the connection ended within the answer: ${received}`);
}

function completeAnswer(received) {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine, ...lines] = received.slice(0, end).split('\r\n');
  const headers = new Headers(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)));
  const raw = received.slice(end + 4);
  const length = headers.get('content-length');
  const body = length === null ? unchunked(raw) : raw.length < Number(length) ? undefined : raw;
  return body === undefined ? undefined : { status: Number(statusLine.split(' ')[1]), headers, body };
}

/** The text of a chunked body, undefined while its last chunk is missing. */
function unchunked(raw) {
  let body = '';
  for (let rest = raw; ; ) {
    const [size, after] = rest.split(/\r\n(.*)/s);
    if (after === undefined) return undefined;
    const length = Number.parseInt(size, 16);
    if (length === 0) return body;
    body += after.slice(0, length);
    rest = after.slice(length + 2);
  }
}
