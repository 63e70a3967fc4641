/** The bodies of requests, by the names in cases.js. Each call makes new ones, which say the same. */

const encoded = (text) => new TextEncoder().encode(text);

/**
 * @param made keeps what was made, for those who look at it after the call: `{watch(name, look)}`.
 * @returns the body.
 */
export function bodyOf(name, made) {
  return BODIES[name](made);
}

const BODIES = {
  string: () => 'text of the body',
  empty: () => '',
  unicode: () => 'grün \u{1f600}',
  search: (made) =>
    watched(
      made,
      new URLSearchParams([
        ['a', '1'],
        ['a', '2'],
        ['b', 'ü'],
      ]),
      String,
    ),
  form: (made) =>
    watched(
      made,
      form([
        ['a', '1'],
        ['b', '2'],
      ]),
      (value) => [...value],
    ),
  'form-file': (made) =>
    watched(
      made,
      form([
        ['a', '1'],
        ['file', new File(['contents'], 'name.txt', { type: 'text/plain', lastModified: 0 })],
      ]),
      (value) => [...value].map(([key, part]) => [key, part.name ?? part, part.size ?? 0]),
    ),
  blob: (made) => watched(made, new Blob(['of a blob']), (value) => [value.size, value.type]),
  'typed-blob': () => new Blob(['{"a":1}'], { type: 'application/json' }),
  buffer: (made) => watched(made, encoded('of a buffer').buffer, (value) => value.byteLength),
  bytes: (made) => watched(made, encoded('bytes'), (value) => [...value]),
  floats: () => new Float64Array([1.5, -0, NaN]),
  view: () => new DataView(encoded('0123456789').buffer, 2, 5),
  stream: (made) => watchedStream(made, stream(['one,', 'two,', 'three'])),
  'slow-stream': (made) => watchedStream(made, stream(['one,', 'two'], 3)),
  object: () => ({ toString: () => 'an object' }),
  null: () => null,
  undefined: () => undefined,
  'failing-stream': (made) => {
    const error = new RangeError('the stream failed');
    made.know(error, 'error of the stream');
    let count = 0;
    return new ReadableStream({
      pull: (controller) => void (count++ === 0 ? controller.enqueue(encoded('one,')) : controller.error(error)),
    });
  },
  'locked-stream': () => {
    const locked = stream(['one']);
    locked.getReader();
    return locked;
  },
  'used-stream': () => {
    const used = stream(['one']);
    const reader = used.getReader();
    reader.read();
    reader.releaseLock();
    return used;
  },
  'text-stream': () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue('no bytes');
        controller.close();
      },
    }),
  'stream-without-duplex': (made) => watchedStream(made, stream(['one,', 'two'])),
  symbol: () => Symbol('body'),
};

export const isStream = (name) => /stream/.test(name ?? '') && name !== 'stream-without-duplex';

function stream(pieces, ms) {
  let next = 0;
  return new ReadableStream({
    async pull(controller) {
      if (ms !== undefined) await new Promise((resolve) => setTimeout(resolve, ms));
      if (next === pieces.length) controller.close();
      else controller.enqueue(encoded(pieces[next++]));
    },
  });
}

function form(entries) {
  const data = new FormData();
  for (const [key, value] of entries) data.append(key, value);
  return data;
}

function watched(made, value, look) {
  made.watch('body', () => look(value));
  return value;
}

function watchedStream(made, value) {
  made.watch('stream is locked', () => value.locked);
  return value;
}
