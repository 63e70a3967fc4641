/** What a URL in a line shows: nothing of a secret, whatever stands beside it. Rust finds the secrets. */

import { traceFetch, traceHandler } from 'tracehop';
import { equal } from '../support/assert.js';
import { about } from '../support/claim.js';
import { lineCollector } from '../support/lines.js';

const claim = about('redaction');

const SECRET = 'hunter2hunter2';

async function shownByFetch(tail) {
  const lines = lineCollector();
  const options = { targets: ['https://a.example'], fetch: async () => new Response('x'), log: lines.log };
  await traceFetch(options)(`https://a.example/p${tail}`);
  return lines.one()['url.full'];
}

/** Adapters make requests from decoded paths, which no URL parser has seen. */
async function shownByHandler(tail) {
  const lines = lineCollector();
  const request = { method: 'GET', url: `https://a.example/p${tail}`, headers: new Headers() };
  await traceHandler(() => new Response('x'), { log: lines.log })(request);
  const { 'url.path': path, 'url.query': query } = lines.one();
  return `https://a.example${path}${query === undefined ? '' : `?${query}`}`;
}

claim('names are judged after decoding, and every part of them', async () => {
  for (const name of ['user%5Bpassword%5D', 'password[]', 'filter[token][eq]', '+token', 'token%20', 'a%252Etoken']) {
    for (const shown of [shownByFetch, shownByHandler]) {
      equal(await shown(`?a=1&${name}=${SECRET}&b=2`), `https://a.example/p?a=1&${name}=REDACTED&b=2`);
    }
  }
  const plain = '?page=2&tokenize=1&monkey=3';
  equal(await shownByFetch(plain), `https://a.example/p${plain}`);
});

claim('characters beyond ASCII cut nothing wrong', async () => {
  for (const [before, after] of [
    ['/café?token=', ''],
    ['/заказ/номер?page=2&token=', '&x=é'],
    ['?q=日本語&password=', '&x=1'],
    ['/😀?api_key=', '&y=😀'],
    ['/\u{10ffff}\u00ff?é=ß&sid=', '&é=1'],
  ]) {
    for (const shown of [shownByFetch, shownByHandler]) {
      const text = await shown(`${before}${SECRET}${after}`);
      equal(text, new URL(`https://a.example/p${before}REDACTED${after}`).href);
    }
  }
});

claim('URLs in parameters are redacted inside, encoded or not', async () => {
  for (const [start, end] of [
    ['https://b.example/?a=1&token=', ''],
    ['https://me:', '@b.example/'],
  ]) {
    for (const encode of [String, encodeURIComponent, (text) => encodeURIComponent(encodeURIComponent(text))]) {
      for (const shown of [shownByFetch, shownByHandler]) {
        const text = await shown(`?next=${encode(start + SECRET + end)}&page=2`);
        equal(text.includes(SECRET), false, text);
        equal(text.includes('b.example'), true, text);
        equal(text.endsWith('&page=2'), true, text);
      }
    }
  }
});

claim('a URL that is too long is cut, and shows nothing of what it was cut in', async () => {
  const cut = 8192 - 'https://a.example/p?next=https://me:'.length;
  const text = await shownByFetch(`?next=https://me:${'S'.repeat(cut + 10)}@b.example/`);
  equal(text, 'https://a.example/p?next=https://REDACTED:REDACTED…');
});
