/** Option `end` with untilBody: the line comes when the caller has finished with the body. */

import { deepEqual, equal, match, rejects, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { readAll, setUp, streamOf } from '../support/until-body.js';

const claim = about('fetch until body');

const WAYS = {
  text: (response) => response.text(),
  arrayBuffer: async (response) => new TextDecoder().decode(await response.arrayBuffer()),
  blob: async (response) => (await response.blob()).text(),
  bytes: async (response) => new TextDecoder().decode(await (response.bytes?.() ?? response.arrayBuffer())),
  'a reader': (response) => readAll(response.body),
  async 'two readers, one after the other'(response) {
    const reader = response.body.getReader();
    const { value } = await reader.read();
    reader.releaseLock();
    return new TextDecoder().decode(value) + (await readAll(response.body));
  },
  async iteration(response) {
    if (response.body[Symbol.asyncIterator] === undefined) return response.text();
    let text = '';
    for await (const piece of response.body) text += new TextDecoder().decode(piece);
    return text;
  },
  async pipeTo(response) {
    let text = '';
    await response.body.pipeTo(
      new WritableStream({
        write(piece) {
          text += new TextDecoder().decode(piece);
        },
      }),
    );
    return text;
  },
  pipeThrough: (response) => readAll(response.body.pipeThrough(new TransformStream())),
  async 'both of a tee'(response) {
    const [one, other] = response.body.tee();
    equal(await readAll(one), await readAll(other));
    return 'first,second';
  },
  async 'one of a tee'(response) {
    const [one, other] = response.body.tee();
    await Promise.all([other.cancel(), readAll(one)]);
    return 'first,second';
  },
  'a clone': (response) => response.clone().text(),
  async 'a response that was cloned'(response) {
    response.clone();
    return response.text();
  },
  'the clone of a clone': (response) => response.clone().clone().text(),
};

for (const [name, read] of Object.entries(WAYS)) {
  claim(`ends when the body was read: ${name}`, async ({ echo }) => {
    const { lines, traced } = setUp();
    const response = await traced(`${echo}/slow-body`);
    await new Promise((resolve) => setTimeout(resolve));
    equal(lines.texts().length, 0, 'a line before the body was read');
    equal(await read(response), 'first,second');
    await new Promise((resolve) => setTimeout(resolve));
    const line = lines.one();
    deepEqual(
      [line.status, line['http.response.status_code'], 'error.type' in line, 'unfinished' in line],
      ['ok', 200, false, false],
    );
  });
}

const CANCELS = {
  'by the stream': (response) => response.body.cancel('enough'),
  'by a reader': (response) => response.body.getReader().cancel('enough'),
  async 'by a reader that has begun'(response) {
    const reader = response.body.getReader();
    await reader.read();
    await reader.cancel('enough');
  },
  async 'by leaving a loop'(response) {
    if (response.body[Symbol.asyncIterator] === undefined) return response.body.cancel();
    for await (const piece of response.body) if (piece.length > 0) break;
  },
  async 'both of a tee'(response) {
    const [one, other] = response.body.tee();
    await Promise.all([one.cancel('enough'), other.cancel('enough')]);
  },
};

for (const [name, cancel] of Object.entries(CANCELS)) {
  claim(`ends when the body was cancelled: ${name}`, async ({ echo }) => {
    const { lines, traced } = setUp();
    const response = await traced(`${echo}/slow-body`);
    equal(lines.texts().length, 0);
    await cancel(response);
    deepEqual([lines.one().status, 'error.type' in lines.one()], ['ok', false]);
  });
}

claim(
  "outside of pages 'body' is its name; in a page, which would have to load it unasked, it is a TypeError",
  async (host) => {
    const named = () => setUp(() => new Response('whole'), { end: 'body' });
    if (host.page) return match(throws(named, TypeError).message, /option end must be untilBody/);
    const { lines, traced } = named();
    const response = await traced('https://a.example/');
    equal(lines.texts().length, 0);
    await response.text();
    equal(lines.one().status, 'ok');
  },
);

claim('does not end when one of two copies is cancelled', async () => {
  const { lines, traced } = setUp(() => new Response(streamOf(['first,', 'second'])));
  const [one, other] = (await traced('https://a.example/')).body.tee();
  const cancelled = one.cancel('enough');
  equal(lines.texts().length, 0);
  equal(await readAll(other), 'first,second');
  await cancelled;
  equal(lines.texts().length, 1);
});

claim('a cancel reaches the source, with its reason', async () => {
  const reasons = [];
  const { traced } = setUp(() => new Response(streamOf(['first,'], reasons)));
  const reason = new Error('enough');
  equal(await (await traced('https://a.example/')).body.cancel(reason), undefined);
  deepEqual([reasons.length, reasons[0] === reason], [1, true]);
});

claim('ends at once where there is no body', async () => {
  for (const status of [200, 204, 304]) {
    const { lines, traced } = setUp(() => new Response(null, { status }));
    const response = await traced('https://a.example/');
    equal(lines.one()['http.response.status_code'], status);
    equal(await response.text(), '');
    equal(lines.texts().length, 1);
  }
});

claim('ends at once after HEAD, whatever body a host gives the answer', async ({ echo }) => {
  const { lines, traced } = setUp();
  await traced(`${echo}/length/5`, { method: 'HEAD' });
  equal(lines.one().message, 'HEAD');
});

claim('ends at once when there is no response, or none with a body to look at', async () => {
  for (const answer of [
    () => Promise.reject(new TypeError('refused')),
    () => undefined,
    () => null,
    () => 'text',
    () => ({ status: 200, body: {} }),
  ]) {
    const { lines, traced } = setUp(answer);
    await traced('https://a.example/').catch(() => {});
    equal(lines.texts().length, 1);
  }
});

claim('a body that breaks off is an error, beside the status code that came', async (host) => {
  host.expectConsoleError(/ERR_CONTENT_LENGTH_MISMATCH|ERR_CONNECTION|ERR_INCOMPLETE/);
  for (const read of [
    (response) => response.text(),
    (response) => readAll(response.body),
    (response) => response.body.pipeTo(new WritableStream()),
  ]) {
    const { lines, traced } = setUp();
    await rejects(traced(`${host.echo}/broken-body`).then(read), Error);
    await new Promise((resolve) => setTimeout(resolve));
    const line = lines.one();
    deepEqual([line.status, line['http.response.status_code']], ['error', 200]);
    match(line['error.type'], /^\w+$/);
  }
});

claim('an abort during the body is cancelled, not failed', async ({ echo }) => {
  const { lines, traced } = setUp();
  const controller = new AbortController();
  const response = await traced(`${echo}/slow-body`, { signal: controller.signal });
  const reading = readAll(response.body);
  controller.abort();
  equal((await rejects(reading, DOMException)).name, 'AbortError');
  await new Promise((resolve) => setTimeout(resolve));
  deepEqual(
    [lines.one().status, lines.one().cancelled, lines.one()['http.response.status_code']],
    ['unset', true, 200],
  );
});

const PIPES = {
  pipeTo: (body, to, options) => body.pipeTo(to, options).catch(() => {}),
  pipeThrough: (body, to, options) =>
    body
      .pipeThrough(new TransformStream(), options)
      .pipeTo(to)
      .catch(() => {}),
};

for (const [name, pipe] of Object.entries(PIPES)) {
  claim(`a pipe that its signal stops cancels the body, which has not failed: ${name}`, async ({ runtime }) => {
    // Its pipes look at their signal between two pieces only, and here is none.
    if (runtime === 'workerd') return;
    const { lines, traced } = setUp(() => new Response(new ReadableStream()));
    const { body } = await traced('https://a.example/');
    const controller = new AbortController();
    const piped = pipe(body, new WritableStream(), { signal: controller.signal });
    equal(lines.texts().length, 0);
    controller.abort();
    await piped;
    await new Promise((resolve) => setTimeout(resolve));
    deepEqual([lines.one().status, 'error.type' in lines.one(), body.locked], ['ok', false, false]);
  });

  claim(`a pipe whose other end fails cancels the body, which has not failed: ${name}`, async () => {
    const reasons = [];
    const { lines, traced } = setUp(() => new Response(streamOf(['first,', 'second'], reasons)));
    const { body } = await traced('https://a.example/');
    await pipe(
      body,
      new WritableStream({
        write() {
          throw new RangeError('full');
        },
      }),
    );
    await new Promise((resolve) => setTimeout(resolve));
    deepEqual(
      [lines.one().status, 'error.type' in lines.one(), reasons.map((reason) => reason.name)],
      ['ok', false, ['RangeError']],
    );
  });
}

claim('a pipe with the signal of the call is cancelled as the call is', async ({ echo }) => {
  const { lines, traced } = setUp();
  const { signal, abort } = ((controller) => ({ signal: controller.signal, abort: () => controller.abort() }))(
    new AbortController(),
  );
  const { body } = await traced(`${echo}/slow-body`, { signal });
  const piped = body.pipeTo(new WritableStream(), { signal }).catch((error) => error.name);
  abort();
  equal(await piped, 'AbortError');
  await new Promise((resolve) => setTimeout(resolve));
  equal('error.type' in lines.one(), false);
});
