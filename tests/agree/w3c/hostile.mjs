/** Requests that no client sends by mistake. Each is one that a raw socket can send, and each is answered. */

import { HEADER, TRACE_ID } from '../../package/suite/support/examples.js';
import { bytes, post } from './socket.mjs';

/** Stands in headers that are broken, so it never leaves. */
export const BROKEN_TRACE_ID = 'b'.repeat(32);
const BROKEN = HEADER.replace(TRACE_ID, BROKEN_TRACE_ID);

const KB = 1024;
const asText = (request) => request.toString('latin1');

/**
 * @param body that asks for calls
 * @returns rows of a name, the request, and `{ status, half }`: the status where both runtimes have to give the same,
 * and whether the sender closes its side at once.
 */
export function hostileRequests(body) {
  return [...headers(body), ...lines(body), ...targets(body), ...methods(body), ...bodies(body), ...framing()];
}

function headers(body) {
  const around = (raw) => {
    // Whitespace around a value and the ends of lines break nothing.
    const value = /[\t\r\n]/.test(raw) ? HEADER : BROKEN;
    return [`${raw}${value}`, `${value.slice(0, 20)}${raw}${value.slice(20)}`, `${value}${raw}`];
  };
  const octet = (n) => n.toString(16).padStart(2, '0');
  const controls = [...Array.from({ length: 32 }, (_, n) => n), 127].map((n) => [
    `the byte ${octet(n)}`,
    String.fromCharCode(n),
  ]);
  const texts = {
    'a byte that is never UTF-8': '\xff',
    'half a character': '\xc3',
    'a surrogate in UTF-8': '\xed\xa0\x80',
    'an overlong slash': '\xc0\xaf',
    'Latin-1': '\xe9',
    'a character of four bytes': '\xf0\x9f\x98\x80',
    'a full-width digit': '\xef\xbc\x91',
    'a byte order mark': '\xef\xbb\xbf',
    'a C1 control': '\x85',
  };
  /** @type {[string, string[]][]} */
  const sizes = [
    ['64 KB of traceparent', [`traceparent: ${BROKEN.padEnd(64 * KB, '0')}`]],
    ['64 KB of future', [`traceparent: ${`cc${HEADER.slice(2)}-`.padEnd(64 * KB, 'x')}`]],
    ['64 KB of members', [`traceparent: ${HEADER}`, `tracestate: ${'k=v,'.repeat(16 * KB)}`]],
    ['64 KB of commas', [`traceparent: ${HEADER}`, `tracestate: ${','.repeat(64 * KB)}`]],
    ['64 KB of spaces around a traceparent', [`traceparent:${' '.repeat(32 * KB)}${HEADER}${' '.repeat(32 * KB)}`]],
    ['64 KB of tabs between members', [`traceparent: ${HEADER}`, `tracestate: a=1,${'\t'.repeat(64 * KB)}b=2`]],
    ['2,500 lines of tracestate', [`traceparent: ${HEADER}`, ...Array(2500).fill('tracestate: a=1')]],
    ['1,000 traceparents', Array(1000).fill(`traceparent: ${BROKEN}`)],
    ['100 KB of another header', [`traceparent: ${HEADER}`, `x-other: ${'x'.repeat(100 * KB)}`]],
  ];
  return [
    ...sizes.map(([name, given]) => [name, post(body, given), { status: 200 }]),
    ['more than the longest head', post(body, [`tracestate: ${'k=v,'.repeat(50 * KB)}`]), { status: 431 }],
    ...[...controls, ...Object.entries(texts)].flatMap(([name, raw]) => [
      ...around(raw).map((value, n) => [
        `${name} ${['before', 'within', 'behind'][n]} a traceparent`,
        post(body, [`traceparent: ${value}`]),
      ]),
      [`${name} in a tracestate`, post(body, [`traceparent: ${HEADER}`, `tracestate: a=1,b=${raw}2`])],
    ]),
  ];
}

function lines(body) {
  const plain = asText(post(body, [`traceparent: ${HEADER}`]));
  return [
    ['a folded traceparent', post(body, [`traceparent: ${BROKEN.slice(0, 52)}\r\n ${BROKEN.slice(52)}`])],
    ['a folded tracestate', post(body, [`traceparent: ${HEADER}`, 'tracestate: a=1,\r\n\tb=2'])],
    ['a space before the colon', post(body, [`traceparent : ${HEADER}`])],
    ['a line without a name', post(body, [`: ${HEADER}`])],
    ['a line without a colon', post(body, ['traceparent'])],
    ['a name outside ASCII', post(body, [`traceparen\xc5\xa5: ${HEADER}`])],
    ['a control byte in a name', post(body, [`trace\x01parent: ${HEADER}`])],
    ['line feeds alone', bytes(plain.replaceAll('\r\n', '\n'))],
    ['a carriage return alone', bytes(plain.replace('\r\ntraceparent', '\rtraceparent'))],
    ['no Host', bytes(plain.replace(/Host: .*?\r\n/, ''))],
    ['two Hosts', post(body, ['Host: other.test'])],
    ['a Host that is none', bytes(plain.replace('w3c.test', '[\xff'))],
    ['HTTP/1.0', bytes(plain.replace('HTTP/1.1', 'HTTP/1.0'))],
    ['HTTP/9.9', bytes(plain.replace('HTTP/1.1', 'HTTP/9.9'))],
    ['HTTP/0.9', bytes('GET /\r\n\r\n')],
    ['HTTP/2 without being asked', bytes('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
    ['TLS', bytes('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n')],
  ];
}

function targets(body) {
  const paths = [
    '//',
    '//other.test/x',
    '/..%2f..',
    '/%00%zz',
    '/?a=1&a=2#b',
    '/\xff\xfe',
    '/\x01',
    '*',
    'x',
    'http://other.test/',
    'http://[/',
  ];
  const long = `/${'a'.repeat(60 * KB)}`;
  return [...paths, long].map((path) => [`the target ${JSON.stringify(path.slice(0, 20))}`, post(body, [], path)]);
}

function methods(body) {
  const other = ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND', 'HEAD'].map((method) => [
    method,
    { status: 405 },
  ]);
  const odd = ['TRACE', 'CONNECT', 'post', 'BREW', 'X'.repeat(100), '\x00'].map((method) => [method, {}]);
  return [...other, ...odd].map(([method, more]) => [
    `the method ${JSON.stringify(method)}`,
    bytes(asText(post(body)).replace('POST', method)),
    more,
  ]);
}

function bodies(body) {
  const refused = {
    nothing: '',
    'half a JSON': '[{',
    null: 'null',
    'an object': '{}',
    'no entry': '[null]',
    'no url': '[{"arguments":[]}]',
    'a url that is none': '[{"url":"/x"}]',
    'another scheme': '[{"url":"ftp://a.test/"}]',
    'invalid UTF-8': '["\xff"]',
    'half a million brackets': '['.repeat(500_000),
    'too many calls': `[${Array(101).fill('{"url":"http://a.test/"}')}]`,
  };
  return [
    ...Object.entries(refused).map(([name, text]) => [`a body with ${name}`, post(text), { status: 400 }]),
    ['a body of 20 MB', post(' '.repeat(20 * KB * KB)), { status: 413 }],
    ['a port that is not for HTTP', post('[{"url":"http://127.0.0.1:1/"}]'), { status: 502 }],
    ['a body with a gzip label', post(body, ['Content-Encoding: gzip']), { status: 200 }],
    ['a wish to be continued', post(body, ['Expect: 100-continue']), { status: 200 }],
    ['a wish for wonders', post(body, ['Expect: wonders'])],
    ['a wish for a WebSocket', post(body, ['Upgrade: websocket', 'Sec-WebSocket-Version: 13'])],
  ];
}

function framing() {
  const framed = (given, text) => bytes(['POST / HTTP/1.1', 'Host: w3c.test', ...given, '', text].join('\r\n'));
  const chunked = ['Transfer-Encoding: chunked'];
  return [
    ['chunks', framed(chunked, '2\r\n[]\r\n0\r\n\r\n'), { status: 200 }],
    ['a chunk of no size', framed(chunked, 'zz\r\n[]\r\n0\r\n\r\n')],
    ['a chunk that is cut off', framed(chunked, '20\r\n['), { half: true }],
    ['another transfer coding', framed(['Transfer-Encoding: gzip'], '[]')],
    ['a length and chunks', framed(['Content-Length: 2', ...chunked], '2\r\n[]\r\n0\r\n\r\n')],
    ['two lengths', framed(['Content-Length: 2', 'Content-Length: 3'], '[]')],
    ['a negative length', framed(['Content-Length: -1'], '[]')],
    ['a length of letters', framed(['Content-Length: x'], '[]')],
    ['a body that is cut off', framed(['Content-Length: 100'], '[]'), { half: true }],
    ['a body that does not come', framed(['Content-Length: 100'], '[]'), { status: 408 }],
  ];
}
