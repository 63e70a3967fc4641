/** Option `end` with untilBody: the line comes when the caller has done with the body, and the body is as it was. */

import { setEnabled, traceFetch, traceHandler, untilBody } from 'tracehop';
import { deepEqual, equal, match, rejects, throws } from '../support/assert.js';
import { about } from '../support/claims.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';
import { rejections } from '../support/rejections.js';

const claim = about('fetch until body');

function setUp(answer, options = {}) {
  const lines = lineCollector();
  const fetch = answer === undefined ? globalThis.fetch : recordingFetch(answer).fetch;
  return { lines, traced: traceFetch({ fetch, log: lines.log, end: untilBody, ...options }) };
}

const bytes = (text) => new TextEncoder().encode(text);

/** A body in pieces; `cancelled` gets the reasons. */
function streamOf(pieces, cancelled = []) {
  return new ReadableStream(
    {
      pull: (controller) => (pieces.length > 0 ? controller.enqueue(bytes(pieces.shift())) : controller.close()),
      cancel: (reason) => void cancelled.push(reason),
    },
    { highWaterMark: 0 },
  );
}

async function readAll(stream) {
  const reader = stream.getReader();
  let text = '';
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
    text += new TextDecoder().decode(value);
  return text;
}

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

claim('text that is no JSON has been read all the same', async () => {
  const { lines, traced } = setUp(() => new Response('no JSON'));
  await rejects((await traced('https://a.example/')).json(), SyntaxError);
  equal(lines.one().status, 'ok');
});

claim('a status of 500 stays the error that it is', async () => {
  const { lines, traced } = setUp(() => new Response('sorry', { status: 500 }));
  await (await traced('https://a.example/')).text();
  deepEqual([lines.one().status, lines.one()['error.type']], ['error', '500']);
});

claim('what is refused because the body is locked ends nothing', async () => {
  const { lines, traced } = setUp(() => new Response(streamOf(['first,', 'second'])));
  const response = await traced('https://a.example/');
  const reader = response.body.getReader();
  for (const call of [
    () => response.text(),
    () => response.body.cancel(),
    () => response.body.pipeTo(new WritableStream()),
  ])
    await rejects(call(), TypeError);
  for (const call of [
    () => response.body.getReader(),
    () => response.body.tee(),
    () => response.body.pipeThrough(new TransformStream()),
  ])
    throws(call, TypeError);
  equal(lines.texts().length, 0);
  reader.releaseLock();
  equal(await readAll(response.body), 'first,second');
  equal(lines.texts().length, 1);
});

claim('what is refused because of its arguments is refused as without us, and ends nothing', async () => {
  const { lines, traced } = setUp(() => new Response(streamOf(['first,'])));
  const { body } = await traced('https://a.example/');
  const { body: bare } = new Response(streamOf(['first,']));
  const outcome = async (call) => {
    try {
      return typeof (await call());
    } catch (error) {
      return error?.constructor?.name;
    }
  };
  for (const transform of [
    undefined,
    null,
    {},
    { readable: body },
    { writable: new WritableStream() },
    { readable: 5, writable: 5 },
  ]) {
    equal(await outcome(() => body.pipeThrough(transform)), await outcome(() => bare.pipeThrough(transform)));
  }
  equal(await outcome(() => body.pipeTo(5)), await outcome(() => bare.pipeTo(5)));
  equal(await outcome(() => body.getReader({ mode: 'none' })), await outcome(() => bare.getReader({ mode: 'none' })));
  equal(body.locked, bare.locked);
  await body.cancel();
  equal(lines.texts().length, 1);
});

claim('a body that was read cannot be copied, as without us', async () => {
  const { traced } = setUp(() => new Response('body'));
  const response = await traced('https://a.example/');
  const bare = new Response('body');
  for (const one of [response, bare]) await one.text();
  const { name, message } = throws(() => bare.clone(), Error);
  const error = throws(() => response.clone(), Error);
  deepEqual([error.name, error.message], [name, message]);
});

claim('gives the very response, which is what it was for everybody', async () => {
  const response = new Response('body', { headers: { 'content-type': 'text/x' } });
  const { body } = response;
  const { traced } = setUp(() => response);
  const got = await traced('https://a.example/');
  equal(got, response);
  equal(got.body, body);
  deepEqual([got instanceof Response, got.bodyUsed, body.locked], [true, false, false]);
  deepEqual([Object.keys(got), Object.keys(body)], [[], []]);
  equal(await got.text(), 'body');
});

claim('the response can be passed on, in whole and in part', async () => {
  const { traced } = setUp(() => new Response(streamOf(['first,', 'second'])));
  const handler = traceHandler(() => traced('https://a.example/'), { log: false });
  equal(await (await handler(new Request('https://shop.example/'))).text(), 'first,second');
  const again = await traced('https://a.example/');
  equal(await new Response(again.body, again).text(), 'first,second');
});

claim('an unread body has no line yet', async () => {
  const { lines, traced } = setUp(() => new Response(streamOf(['first,'])));
  const response = await traced('https://a.example/');
  await new Promise((resolve) => setTimeout(resolve, 5));
  equal(lines.texts().length, 0);
  await response.body.cancel();
});

claim('onEnd is called when the span ends, once, with the response and the error', async () => {
  const ends = [];
  const error = new RangeError('broken');
  const failing = () =>
    new Response(new ReadableStream({ pull: (controller) => controller.error(error) }, { highWaterMark: 0 }));
  for (const [answer, read] of [
    [() => new Response('ok'), (response) => response.text()],
    [failing, (response) => readAll(response.body).catch(() => {})],
  ]) {
    const { lines, traced } = setUp(answer, { onEnd: (span, result) => ends.push(result) });
    const response = await traced('https://a.example/');
    equal(ends.length, 0);
    await read(response);
    await read(response).catch(() => {});
    const [result] = ends.splice(0);
    equal(result.response, response);
    equal('error' in result, answer === failing);
    if (answer === failing) equal(result.error, error);
    equal(lines.texts().length, 1);
  }
});

claim('a rejection that nobody handles is told by the host as without us', async () => {
  const { traced } = setUp(() => new Response('no JSON'));
  (await traced('https://a.example/')).json();
  await new Promise((resolve) => setTimeout(resolve, 50));
  deepEqual(
    rejections.take().map(({ name }) => name),
    ['SyntaxError'],
  );
});

claim('a function of the application that fails, or says no, ends the span at the headers', async () => {
  for (const end of [
    () => {
      throw new Error('from the application');
    },
    () => false,
    () => 'yes',
    () => Promise.reject(new Error('late')),
  ]) {
    await withConsole(async () => {
      const { lines, traced } = setUp(() => new Response('ok'), { end });
      equal(await (await traced('https://a.example/')).text(), 'ok');
      equal(lines.one().status, 'ok');
    });
  }
});

claim('nothing is written after tracing was turned off', async () => {
  const { lines, traced } = setUp(() => new Response('ok'));
  const response = await traced('https://a.example/');
  setEnabled(false);
  try {
    equal(await response.text(), 'ok');
  } finally {
    setEnabled(true);
  }
  equal(lines.texts().length, 0);
});
