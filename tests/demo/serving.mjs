// What the demo's server does with wrong options and wrong requests, and how it ends.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { runDemo } from './demo-server.mjs';
import { until } from './tally.mjs';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';

export async function checkServing(tally, demo) {
  const post = (body) => fetch(`${demo.address}/lines`, { method: 'POST', body });

  await tally.check('a taken port is one sentence that names the port and --port, exit code 1', async () => {
    const { code, said } = await runDemo('--port', String(demo.port));
    assert.equal(code, 1);
    assert.match(said, new RegExp(`^Port ${demo.port} is already taken\\. .*--port.*\\n$`));
  });
  await tally.check('a port that is no port is one sentence, exit code 1', async () => {
    for (const port of ['65536', '-1', 'x', '80.5', '']) {
      const { code, said } = await runDemo(`--port=${port}`);
      assert.equal(code, 1);
      assert.match(said, /^--port takes a number from 0 .*\n$/);
    }
  });
  await tally.check('an unknown option is one sentence, exit code 1', async () => {
    const { code, said } = await runDemo('--prot', '1');
    assert.equal(code, 1);
    assert.match(said, /^[^\n]*--prot[^\n]*--port N\.\n$/);
  });
  await tally.check('lines added are lines read', async () => {
    const lines = `{"trace_id":"${id}","message":"a"}\n{"trace_id":"${id}","message":"b"}\n`;
    assert.equal((await post(lines)).status, 204);
    assert.equal(await (await fetch(`${demo.address}/lines?traceId=${id}`)).text(), lines);
  });
  await tally.check('lines that are no lines of a trace are refused whole', async () => {
    for (const wrong of [
      '{',
      'null',
      '[]',
      '"text"',
      '{}',
      '{"trace_id":1}',
      `{"trace_id":"${id.toUpperCase()}"}`,
      `{"trace_id":"${'0'.repeat(32)}"}`,
      `{"trace_id":"${id}","long":"${'x'.repeat(70_000)}"}`,
    ]) {
      const before = (await demo.lines(id)).length;
      const response = await post(`{"trace_id":"${id}"}\n${wrong}`);
      assert.equal(response.status, 400, wrong);
      assert.match(await response.text(), /^Line 2 /);
      assert.equal((await demo.lines(id)).length, before);
    }
    assert.equal((await post('x'.repeat(300_000))).status, 413);
  });
  await tally.check('an unknown trace is a 404', async () => {
    for (const traceId of ['f'.repeat(32), '', '../..', '__proto__']) {
      assert.equal((await fetch(`${demo.address}/lines?traceId=${encodeURIComponent(traceId)}`)).status, 404);
    }
  });
  await tally.check('only the newest 200 traces are kept', async () => {
    const numbered = (i) => `f${String(i).padStart(31, '0')}`;
    for (let i = 0; i < 250; i++) await post(`{"trace_id":"${numbered(i)}"}`);
    assert.equal((await demo.lines(numbered(49))).length, 0);
    assert.equal((await demo.lines(numbered(50))).length, 1);
  });
  await tally.check('a page of another origin, or under another name, gets nothing', async () => {
    const { port } = demo;
    for (const headers of [
      { host: 'evil.example' },
      { host: `evil.example:${port}` },
      { origin: 'http://evil.example' },
      { origin: 'null' },
    ]) {
      assert.equal(await rawStatus(port, '/lines', headers), 403);
      assert.equal(await rawStatus(port, '/api/checkout', headers), 403);
    }
  });
  await tally.check('no file outside the page and the package is served', async () => {
    for (const path of [
      '/../serve.mjs',
      '/%2e%2e/serve.mjs',
      '/..%2fserve.mjs',
      '/tracehop/../www/serve.mjs',
      '/tracehop/..%2f..%2fpackage.json',
      '//etc/passwd',
      '/%',
    ]) {
      assert.ok([400, 404].includes(await rawStatus(demo.port, path)), path);
    }
  });
}

export async function checkEnding(tally, demo) {
  await tally.check('a signal ends the demo and all it started', async () => {
    const children = await demo.children();
    assert.equal(await demo.end('SIGINT'), 0);
    await until("the demo's processes to end", () => children.every((pid) => !isAlive(pid)));
    await assert.rejects(fetch(demo.address));
  });
}

/** A request exactly as written: `fetch` would tidy its path and refuse its headers. */
function rawStatus(port, path, headers = {}) {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
