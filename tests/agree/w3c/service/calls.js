/** Reads what a request asks for: `[{"url": "http://..", "arguments": [..]}, ..]`. */

const PATIENCE_MS = 5000;
const MOST_BYTES = 1 << 20;
const MOST_CALLS = 100;

/** Why a request is answered with a 4xx, as a sentence. */
export class Refusal extends Error {
  name = 'Refusal';

  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** @returns the calls to make: a URL, and the body of a POST to it. @throws a `Refusal` */
export async function readCalls(request) {
  if (request.method !== 'POST') throw new Refusal(405, 'Only POST is for this address.', { allow: 'POST' });
  const list = jsonOf(await bytesOf(request.body));
  if (!Array.isArray(list)) throw new Refusal(400, 'The body is not a JSON array of {"url", "arguments"}.');
  if (list.length > MOST_CALLS) throw new Refusal(400, `The body asks for more than ${MOST_CALLS} calls.`);
  return list.map(callOf);
}

function callOf(entry, index) {
  const url = entry?.url;
  if (typeof url !== 'string' || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new Refusal(400, `Entry ${index} of the body has no "url" that is an http URL.`);
  }
  try {
    return { url, body: JSON.stringify(entry.arguments ?? []) };
  } catch {
    throw new Refusal(400, `The "arguments" of entry ${index} are nested too deeply.`);
  }
}

function jsonOf(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    throw new Refusal(400, 'The body is not JSON in UTF-8.');
  }
}

async function bytesOf(body) {
  const parts = [];
  let size = 0;
  const deadline = deadlineOf(PATIENCE_MS);
  try {
    const reader = body?.getReader();
    for (;;) {
      const { done, value } = (await Promise.race([reader?.read(), deadline.passed])) ?? { done: true };
      if (done) return await new Blob(parts).arrayBuffer();
      size += value.byteLength;
      if (size > MOST_BYTES) throw new Refusal(413, `The body has more than ${MOST_BYTES} bytes.`);
      parts.push(value);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'The body ended before its end.');
  } finally {
    deadline.clear();
  }
}

function deadlineOf(ms) {
  let timer;
  const passed = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(408, `The body did not come within ${ms} ms.`)), ms);
  });
  return { passed, clear: () => clearTimeout(timer) };
}
