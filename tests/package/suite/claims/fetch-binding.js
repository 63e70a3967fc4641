import { instrumentFetch, traceFetch } from 'tracehop';
import { equal, match, throws } from '../support/assert.js';
import { about } from '../support/claim.js';
import { recordingFetch } from '../support/recording-fetch.js';

const claim = about('fetch of a binding');

/** A binding as hosts have them: its method knows whose it is. */
class Binding {
  #name;
  calls = [];

  constructor(name) {
    this.#name = name;
  }

  async fetch(...args) {
    this.calls.push(args);
    return new Response(this.#name);
  }
}

claim('a binding is called by its method, with the arguments of the call', async () => {
  const stock = new Binding('stock');
  const fetch = traceFetch({ fetch: stock, targets: ['https://stock.example'], log: false });
  equal(await (await fetch('https://stock.example/1')).text(), 'stock');
  const [[url, { headers }], ...others] = stock.calls;
  equal(url, 'https://stock.example/1');
  match(headers.traceparent, /^00-/);
  equal(others.length, 0);
  const undo = instrumentFetch({ fetch: stock, log: false });
  try {
    equal(await (await globalThis.fetch('https://stock.example/2')).text(), 'stock');
  } finally {
    undo();
  }
});

claim('its method without it is a TypeError at set-up, on servers, where bindings are', ({ page }) => {
  const { fetch } = new Binding('stock');
  if (page) return void traceFetch({ fetch });
  match(throws(() => traceFetch({ fetch }), TypeError).message, /^traceFetch: option fetch must be .*env\.STOCK/);
});

claim('functions that need nobody are as good as before', () => {
  const { fetch: arrow } = { fetch: async (url) => new Response(url) };
  const { fetch: method } = {
    async fetch(url) {
      return new Response(url);
    },
  };
  const stock = new Binding('stock');
  for (const fetch of [arrow, method, stock.fetch.bind(stock), globalThis.fetch, recordingFetch().fetch, traceFetch()])
    traceFetch({ fetch });
});
