/** What a caller does with a response. */

import { describeError } from './describe.js';

/** @returns bytes or whatever else it came to, or the error, as something that can be compared. */
export async function consumed(way, response, known, signal) {
  // An abort during the body needs a body that is being read.
  const chosen =
    signal !== undefined && response.body !== null && !response.bodyUsed && way !== 'nothing' ? 'reader' : way;
  try {
    return await WAYS[chosen](response, signal ?? { firstPiece() {} });
  } catch (error) {
    return { error: describeError(error, known, signal) };
  }
}

const bytesOf = (buffer) => {
  const bytes = new Uint8Array(buffer);
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return bytes.length <= 200 ? String.fromCharCode(...bytes) : { length: bytes.length, hash };
};

async function piecesOf(stream, onFirst) {
  const reader = stream.getReader();
  const pieces = [];
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (pieces.push(value) === 1) onFirst?.();
  }
  return bytesOf(await new Blob(pieces).arrayBuffer());
}

/** Both, also where one of them fails. */
async function both(one, other) {
  const settled = await Promise.allSettled([one, other]);
  return settled.map(({ value, reason }) =>
    reason === undefined ? (value ?? null) : `${reason?.name}: ${reason?.message}`,
  );
}

const WAYS = {
  text: (response) => response.text(),
  buffer: async (response) => bytesOf(await response.arrayBuffer()),
  blob: async (response) => {
    const blob = await response.blob();
    return [blob.type, bytesOf(await blob.arrayBuffer())];
  },
  json: (response) => response.json(),
  form: async (response) => [...(await response.formData())].map(([key, value]) => [key, value.name ?? value]),
  bytes: async (response) => bytesOf(await (response.bytes?.() ?? response.arrayBuffer())),
  reader: (response, { firstPiece }) => (response.body === null ? null : piecesOf(response.body, firstPiece)),
  async iterate(response) {
    if (response.body === null || response.body[Symbol.asyncIterator] === undefined) return null;
    const pieces = [];
    for await (const piece of response.body) pieces.push(piece);
    return bytesOf(await new Blob(pieces).arrayBuffer());
  },
  cancel: async (response) => [await response.body?.cancel('enough'), response.bodyUsed],
  async 'cancel-started'(response) {
    const reader = response.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel('enough');
    return [first?.done, (await reader?.closed) ?? null];
  },
  async 'cancel-locked'(response) {
    const reader = response.body?.getReader();
    const refused = await response.body?.cancel().catch(({ name }) => name);
    reader?.releaseLock();
    return [refused, await response.text()];
  },
  async tee(response) {
    const [one, other] = response.body?.tee() ?? [];
    return one && both(piecesOf(one), piecesOf(other));
  },
  async 'tee-cancel'(response) {
    const [one, other] = response.body?.tee() ?? [];
    return one && both(one.cancel('l'), other.cancel('r'));
  },
  async clone(response) {
    const copy = response.clone();
    return [copy.status, copy.url.length, ...(await both(copy.text(), response.text()))];
  },
  async 'clone-late'(response) {
    const text = await response.text();
    return [text, response.clone().status];
  },
  async twice(response) {
    return both(await response.text(), response.text());
  },
  async pipe(response) {
    return response.body && piecesOf(response.body.pipeThrough(new TransformStream()));
  },
  nothing: () => null,
};
