// The page in a real browser: each scenario clicked, and what it shows held against what the services printed.
import assert from 'node:assert/strict';
import { until } from './tally.mjs';

const services = ['bank', 'cart', 'gateway', 'inventory', 'payment'];
/** Which service's client span is the parent of which service's server span. */
const callers = { gateway: 'browser', cart: 'gateway', payment: 'gateway', inventory: 'gateway', bank: 'payment' };

const isSpan = (line) => 'duration_ms' in line;
const servers = (lines) => lines.filter((line) => line.kind === 'server');

export async function checkPage(tally, demo, page) {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports the 502 that the error scenario is about.
    if (message.type() === 'error' && !message.text().includes('502')) complaints.push(message.text());
  });
  const requests = [];
  page.on('request', (request) => requests.push(request));

  /** Clicks a scenario and waits until its trace is complete and drawn. */
  const run = async (scenario, during = () => {}) => {
    await page.click(`[data-scenario=${scenario}]`);
    await during();
    await page.waitForSelector(`[data-scenario=${scenario}][aria-busy=false]`, { timeout: 20_000 });
    const traceId = new URL(page.url()).searchParams.get('traceId');
    const lines = await until('the lines of all spans', async () => {
      const found = await demo.lines(traceId);
      return servers(found).length === 5 && found.some(({ message }) => message === 'checkout') && found;
    });
    await until(
      'the page to show all spans',
      async () => (await page.locator('.row.settled').count()) === lines.filter(isSpan).length,
    );
    return { traceId, lines };
  };
  const shownHeader = (row) => page.locator('.header-row').nth(row).locator('.anatomy').textContent();
  const state = () => page.locator('#trace-state').textContent();

  await page.goto(demo.address);
  let healthy;
  await tally.check(
    "healthy: one trace id on the browser's spans and on the server spans of all five services",
    async () => {
      healthy = await run('healthy');
      assert.deepEqual(new Set(healthy.lines.map(({ trace_id }) => trace_id)), new Set([healthy.traceId]));
      assert.deepEqual(
        servers(healthy.lines)
          .map(({ service }) => service)
          .sort(),
        services,
      );
      const browser = healthy.lines.filter((line) => isSpan(line) && line.service === 'browser');
      assert.deepEqual(browser.map(({ kind }) => kind).sort(), ['client', 'internal']);
      assert.equal(await state(), 'ok');
    },
  );
  await tally.check('healthy: parent ids form one tree, each service below the one that called it', () => {
    const spans = new Map(healthy.lines.filter(isSpan).map((line) => [line.span_id, line]));
    assert.equal([...spans.values()].filter(({ parent_id }) => parent_id === undefined).length, 1);
    for (const { span_id, parent_id } of spans.values()) {
      assert.ok(parent_id === undefined || spans.has(parent_id), `parent of ${span_id}`);
    }
    for (const { service, parent_id } of servers(healthy.lines)) {
      assert.deepEqual([spans.get(parent_id).service, spans.get(parent_id).kind], [callers[service], 'client']);
    }
  });
  await tally.check('healthy: log lines of all five services carry the span they were logged in', () => {
    const spans = new Map(healthy.lines.filter(isSpan).map((line) => [line.span_id, line]));
    const logs = healthy.lines.filter((line) => !isSpan(line));
    assert.deepEqual([...new Set(logs.map(({ service }) => service))].sort(), [...services, 'browser'].sort());
    for (const { span_id, service } of logs) assert.equal(spans.get(span_id)?.service, service);
  });
  await tally.check(
    'healthy: the headers shown are those that left the browser and those that the gateway received',
    async () => {
      const sent = await requests.find((request) => request.url().includes('/api/')).allHeaders();
      const received = healthy.lines.find(({ message }) => message === 'checkout received').headers;
      assert.equal(sent.tracestate, 'demo=healthy');
      for (const name of ['traceparent', 'tracestate']) assert.equal(sent[name], received[name]);
      assert.equal(await shownHeader(0), sent.traceparent);
      assert.equal(await shownHeader(1), received.traceparent);
      const client = healthy.lines.find(({ service, kind }) => service === 'browser' && kind === 'client');
      assert.equal(sent.traceparent, `00-${healthy.traceId}-${client.span_id}-${client.trace_flags}`);
    },
  );
  await tally.check('handing in lines is not traced', async () => {
    const posts = requests.filter((request) => request.url().endsWith('/lines') && request.method() === 'POST');
    assert.ok(posts.length > 0);
    for (const post of posts) assert.equal((await post.allHeaders()).traceparent, undefined);
  });
  await tally.check('healthy: the console shows every line, in order of time, and as printed', async () => {
    const raw = await page.locator('.line .text > .json').allTextContents();
    const shown = raw.map((text) => JSON.parse(text));
    const times = shown.map(({ timestamp }) => Date.parse(timestamp));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
    const printed = await (await fetch(`${demo.address}/lines?traceId=${healthy.traceId}`)).text();
    assert.deepEqual(raw.sort(), printed.trim().split('\n').sort());
  });
  await tally.check('a selected span shows its fields and marks its lines; the keyboard selects too', async () => {
    const cart = servers(healthy.lines).find(({ service }) => service === 'cart');
    await page.click(`.row[data-key="${cart.span_id}"]`);
    assert.match(await page.locator('#span').textContent(), /carts\/c-1042/);
    assert.equal(
      await page.locator('.line.selected').count(),
      healthy.lines.filter(({ span_id }) => span_id === cart.span_id).length,
    );
    await page.keyboard.press('j');
    assert.match(await page.locator('.row[aria-selected=true]').textContent(), /load cart/);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('[aria-selected=true].row, .line.selected').count(), 0);
  });
  await tally.check('the console can be filtered by service, by level and by words', async () => {
    const shown = () => page.locator('.line').count();
    const all = await shown();
    await page.click('.filter.service >> text=cart');
    assert.equal(await shown(), healthy.lines.filter(({ service }) => service !== 'cart').length);
    await page.click('.filter.level.debug');
    assert.equal(
      await shown(),
      healthy.lines.filter(({ service, level }) => service !== 'cart' && level !== 'debug').length,
    );
    await page.click('.filter.service >> text=cart');
    await page.click('.filter.level.debug');
    await page.fill('[name=words]', 'ORDER placed');
    assert.equal(await shown(), 1);
    await page.fill('[name=words]', '');
    assert.equal(await shown(), all);
  });

  await tally.check('error: bank, payment and gateway fail, and the page shows where it began', async () => {
    const { lines } = await run('error');
    const failed = servers(lines).filter(({ status }) => status === 'error');
    assert.deepEqual(failed.map(({ service }) => service).sort(), ['bank', 'gateway', 'payment']);
    assert.equal(failed.find(({ service }) => service === 'bank')['error.type'], 'LedgerUnavailable');
    assert.match(await state(), /failed/);
    assert.match(await page.locator('.row.failed.server[data-service=bank]').textContent(), /LedgerUnavailable/);
    assert.equal(await page.locator('.row.failed').count(), lines.filter(({ status }) => status === 'error').length);
  });

  let slow;
  await tally.check('wrong host: while payment waits, the page shows a running trace', async () => {
    slow = await run('wrong-host', async () => {
      await page.waitForSelector('.row.running[data-service=payment]');
      assert.equal(await state(), 'running');
      assert.match(await page.locator('[data-scenario=wrong-host]').textContent(), /Waiting/);
    });
  });
  await tally.check(
    'wrong host: a client span of at least 4,400 ms says TimeoutError, and the call succeeds',
    async () => {
      const clients = slow.lines.filter(({ service, kind }) => service === 'payment' && kind === 'client');
      const [late, ...more] = clients.filter(({ duration_ms }) => duration_ms >= 4_400);
      assert.deepEqual([late['error.type'], late.status, more.length], ['TimeoutError', 'error', 0]);
      assert.notEqual(slow.lines.find(({ message }) => message === 'checkout').status, 'error');
      const row = page.locator(`.row[data-key="${late.span_id}"]`);
      assert.match(await row.textContent(), /4\.5\d s.*TimeoutError/);
      const [bar, whole] = [await row.locator('.bar').boundingBox(), await page.locator('.bar').first().boundingBox()];
      assert.ok(bar.width > whole.width * 0.9);
    },
  );

  await tally.check('a reload with ?traceId= shows the same trace', async () => {
    const look = async () => ({
      names: await page.locator('.row .name').allTextContents(),
      levels: await page.locator('.row').evaluateAll((rows) => rows.map((row) => row.ariaLevel)),
      header: await shownHeader(0),
      id: await page.locator('#trace-id').textContent(),
      lines: await page.locator('.line').count(),
    });
    const before = await look();
    assert.equal(before.id, slow.traceId);
    await page.reload();
    await page.waitForSelector('.row.settled');
    assert.deepEqual(await look(), before);
  });
  await tally.check('Back goes to the trace seen before; a trace in the list opens', async () => {
    await page.click(`#traces [data-key="${healthy.traceId}"] a`);
    await until('the other trace', async () => (await page.locator('#trace-id').textContent()) === healthy.traceId);
    await page.goBack();
    await until('the first trace again', async () => (await page.locator('#trace-id').textContent()) === slow.traceId);
  });
  await tally.check('an id that nothing printed, and one that is none, say so', async () => {
    await page.goto(`${demo.address}/?traceId=${'d'.repeat(32)}`);
    await page.waitForSelector('#nothing >> text=No line of this trace is here');
    await page.goto(`${demo.address}/?traceId=<b>x`);
    await page.waitForSelector('#nothing >> text=That is not a trace id');
    assert.equal(await page.locator('#nothing b:text("x")').count(), 0);
  });
  await tally.check('the page had no error', () => assert.deepEqual(complaints, []));
}
