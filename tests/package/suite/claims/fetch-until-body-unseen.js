/** A span that lasts until the body was read changes nothing for the caller. */

import { setEnabled, traceHandler } from 'tracehop';
import { deepEqual, equal, rejects, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { readsFrozen } from '../support/frozen.js';
import { withConsole } from '../support/lines.js';
import { rejections } from '../support/rejections.js';
import { readAll, setUp, streamOf } from '../support/until-body.js';

const claim = about('fetch until body');

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

claim('an answer that cannot be changed is not watched: its span ends with its headers', async () => {
  const body = () => streamOf(['text']);
  for (const freeze of [...(readsFrozen() ? [Object.freeze] : []), Object.seal, Object.preventExtensions]) {
    for (const answer of [() => freeze(new Response(body())), () => new Response(freeze(body()))]) {
      const ended = [];
      const { lines, traced } = setUp(answer, { onEnd: (span, { response }) => ended.push(response) });
      const response = await traced('https://a.example/');
      const isWatched = !Object.isExtensible(response) ? 1 : Object.isExtensible(response.body) ? 0 : 1;
      equal(lines.texts().length, isWatched);
      equal(await response.text(), 'text');
      equal(lines.one().status, 'ok');
      deepEqual(ended, [response]);
    }
  }
});
