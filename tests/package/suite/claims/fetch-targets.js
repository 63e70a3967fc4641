import { traceFetch } from 'tracehop';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { HEADER, VALID } from '../support/examples.js';
import { lineCollector, withConsole } from '../support/lines.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch targets');

/** Whether a call to `url` carries our header, asked of fetch itself and of explain(), which must agree. */
async function goes(targets, url, options = {}) {
  const record = recordingFetch();
  const traced = traceFetch({ targets, fetch: record.fetch, log: false, ...options });
  const { sent, reason } = traced.explain(url);
  equal(record.calls.length, 0, 'explain sends nothing');
  match(reason, /\S+ \S+/, 'a reason in words');
  await traced(url);
  const [input, init] = record.calls[0];
  const went = new Headers(init?.headers ?? input.headers).has('traceparent');
  equal(sent, went, `explain and the call agree about ${url}`);
  return went;
}

async function table(targets, rows, options) {
  for (const [url, expected] of rows) equal(await goes(targets, url, options), expected, `${targets} ${url}`);
}

claim('a string that is an origin matches that origin and no other', () =>
  table(
    ['https://a.example'],
    [
      ['https://a.example/', true],
      ['https://a.example/any/path?and=query', true],
      ['https://a.example:443/', true],
      ['HTTPS://A.EXAMPLE/', true],
      ['https://user:password@a.example/', true],
      ['http://a.example/', false],
      ['https://a.example:8443/', false],
      ['https://a.example.evil.test/', false],
      ['https://b.a.example/', false],
      ['https://aa.example/', false],
      ['https://a.example@evil.test/', false],
      ['https://evil.test/https://a.example/', false],
      ['https://evil.test/?u=https://a.example/', false],
      ['https://evil.test/#https://a.example/', false],
      ['https://evil.test\\@a.example/', false],
      ['https://a.example\\@evil.test/', true],
      ['data:text/plain,https://a.example', false],
    ],
  ),
);

claim('a string with a path matches it and what is below it, at the border of a segment', () =>
  table(
    ['https://a.example/api'],
    [
      ['https://a.example/api', true],
      ['https://a.example/api/', true],
      ['https://a.example/api/items/1', true],
      ['https://a.example/api?x=1', true],
      ['https://a.example/x/../api/items', true],
      ['https://a.example/apis', false],
      ['https://a.example/api-admin', false],
      ['https://a.example/', false],
      ['https://a.example/x/api', false],
      ['https://a.example/API', false],
      ['https://a.example/api/../secret', false],
      ['https://a.example/api/%2e%2e/secret', false],
      ['https://a.example/?/api', false],
      ['https://b.example/api', false],
    ],
  ),
);

claim('strings are compared as URLs: case, default port and international names', async () => {
  await table(['HTTPS://A.Example:443'], [['https://a.example/', true]]);
  await table(['https://b\u00fccher.example'], [['https://xn--bcher-kva.example/', true]]);
  await table(['https://xn--bcher-kva.example'], [['https://b\u00fccher.example/', true]]);
  await table(
    ['https://a.example:8443'],
    [
      ['https://a.example:8443/', true],
      ['https://a.example/', false],
    ],
  );
});

claim('an address in memory gets no header, whatever the rules say about the origin that made it', async () => {
  for (const targets of [['https://a.example'], [/a\.example/], [() => true], undefined]) {
    for (const url of ['blob:https://a.example/9f0c', 'blob:https://a.example/', 'data:,https://a.example/']) {
      equal(await goes(targets, url), false, url);
    }
  }
});

claim('a pattern is tried on origin and path, never on the query or the fragment', () =>
  table(
    [/a\.example\/api/],
    [
      ['https://a.example/api', true],
      ['https://a.example/api/x?y=1', true],
      ['https://evil.test/?u=a.example/api', false],
      ['https://evil.test/#a.example/api', false],
      ['https://user:a.example%2Fapi@evil.test/', false],
    ],
  ),
);

claim('a global or sticky pattern answers the same each time', async () => {
  for (const pattern of [/^https:\/\/a\.example\//g, /https:\/\/a\.example\//y]) {
    const record = recordingFetch();
    const traced = traceFetch({ targets: [pattern], fetch: record.fetch, log: false });
    for (let n = 0; n < 4; n++) {
      await traced('https://a.example/');
      match(record.headers(n).get('traceparent'), VALID, `call ${n}`);
    }
    equal(pattern.lastIndex, 0, 'the pattern is left as it was');
  }
});

claim('a function gets the URL', async () => {
  const seen = [];
  const target = (url) => {
    seen.push(url instanceof URL, url.href);
    return url.searchParams.has('yes');
  };
  await table(
    [target],
    [
      ['https://a.example/?yes', true],
      ['https://a.example/?no', false],
    ],
  );
  deepEqual(seen.slice(0, 2), [true, 'https://a.example/?yes']);
});

claim('a function that throws sends no header, and the call goes on', async () => {
  equal(
    await goes(
      [
        () => {
          throw new Error('from the target');
        },
      ],
      'https://a.example/',
    ),
    false,
  );
});

claim('one matching entry is enough', () =>
  table(
    ['https://a.example', /b\.example/, (url) => url.hostname === 'c.example'],
    [
      ['https://a.example/', true],
      ['https://b.example/', true],
      ['https://c.example/', true],
      ['https://d.example/', false],
    ],
  ),
);

claim('ignore wins over targets: no header and no span', async () => {
  const lines = lineCollector();
  const record = recordingFetch();
  const traced = traceFetch({
    targets: ['https://a.example'],
    ignore: ['https://a.example/health'],
    fetch: record.fetch,
    log: lines.log,
  });
  const args = ['https://a.example/health', { headers: {} }];
  await traced(...args);
  equal(record.calls[0].length, 2);
  equal(record.calls[0][0], args[0]);
  equal(record.calls[0][1], args[1], 'the very arguments');
  equal(lines.texts().length, 0);
  equal(traced.explain(...args).sent, false);
  await traced('https://a.example/health');
  equal(record.calls[1].length, 1, 'as many arguments as the caller gave');
  await traced('https://a.example/healthy');
  equal(lines.texts().length, 1);
});

claim('outside the targets the arguments say the same, and the span is still made', async () => {
  const lines = lineCollector();
  const record = recordingFetch();
  const traced = traceFetch({ targets: ['https://a.example'], fetch: record.fetch, log: lines.log });
  const init = Object.freeze({ headers: Object.freeze({ 'x-own': '1' }), next: { revalidate: 60 } });
  await traced('https://b.example/', init);
  await traced('https://b.example/');
  deepEqual(record.calls, [['https://b.example/', init], ['https://b.example/']]);
  for (const line of lines.all()) equal(line['url.full'], 'https://b.example/');
});

claim('without targets: the own origin in a page, nowhere at the edge', async (host) => {
  equal(await goes(undefined, 'https://stock.example/'), false);
  equal(await goes(undefined, `${host.echo}/echo`), false);
  if (host.page) equal(await goes(undefined, `${location.origin}/echo`), true);
});

claim('explain names the entry that decided', () => {
  const targets = ['https://a.example', /b\.example/];
  const ignore = ['https://a.example/health'];
  const { explain } = traceFetch({ targets, ignore, fetch: recordingFetch().fetch });
  equal(explain('https://a.example/').rule, targets[0]);
  equal(explain(new URL('https://b.example/')).rule, targets[1]);
  equal(explain(new Request('https://a.example/health')).rule, ignore[0]);
  deepEqual(Object.keys(explain('https://c.example/')).includes('rule'), false);
});

claim("explain says that the caller's own header is kept", () => {
  const traced = traceFetch({ targets: ['https://a.example'], fetch: recordingFetch().fetch });
  const { sent, reason } = traced.explain('https://a.example/', { headers: { TraceParent: HEADER } });
  equal(sent, false);
  match(reason, /traceparent/i);
});

claim('explain names the CORS header for a cross-origin call from a page, and only there', (host) => {
  const traced = traceFetch({ targets: ['https://a.example'], fetch: recordingFetch().fetch });
  const { cors } = traced.explain('https://a.example/');
  if (host.page) equal(cors, 'Access-Control-Allow-Headers: traceparent');
  else equal(cors, undefined);
  if (host.page) {
    const own = traceFetch({ fetch: recordingFetch().fetch });
    equal(own.explain(`${location.origin}/x`).cors, undefined, 'same origin');
  }
});

claim('explain answers about anything', () => {
  const traced = traceFetch({ targets: ['https://a.example'], fetch: recordingFetch().fetch });
  for (const input of ['https://', 'not a url', '', undefined, null, 5, Symbol('s'), {}, 'https://[', 'about:blank']) {
    const { sent, reason } = traced.explain(input);
    equal(sent, false, String(input));
    match(reason, /\S+ \S+/, String(input));
  }
});

claim('a sticky pattern is anchored at the start, and asks from there each time', () => {
  const pattern = /https:\/\/api\.example/y;
  const fetch = traceFetch({ targets: [pattern], log: false });
  for (let call = 0; call < 3; call++) {
    equal(fetch.explain('https://api.example/x').sent, true, `call ${call}`);
    equal(fetch.explain('https://evil.test/https://api.example/x').sent, false, `call ${call}`);
  }
  equal(pattern.lastIndex, 0);
});

const NO_ANSWERS = {
  'a promise of true': async () => true,
  'a promise that rejects': async () => {
    throw new Error('from the rule');
  },
  'an error': () => {
    throw new Error('from the rule');
  },
  'what match() gives': (url) => url.pathname.match(/^\/x/),
  'what match() gives for another path': (url) => url.pathname.match(/^\/y/),
  nothing: () => {},
  one: () => 1,
};

for (const [what, rule] of Object.entries(NO_ANSWERS)) {
  claim(`${what} is no answer: no target, and ignored, which is reported once`, async () => {
    const url = 'https://api.example/x';
    const { calls } = await withConsole(async () => {
      equal(await goes([rule], url), false);
      equal(await goes(['https://api.example'], url, { ignore: [rule] }), false);
      equal(await goes([rule, () => true], url), true, 'another entry matches');
      equal(await goes([() => true], url, { ignore: [() => false] }), true);
      const lines = lineCollector();
      const { fetch } = recordingFetch();
      await traceFetch({ targets: [() => true], ignore: [rule], fetch, log: lines.log })(url);
      equal(lines.texts().length, 0, 'ignored: no line');
    });
    equal(calls.length < 2, true);
  });
}
