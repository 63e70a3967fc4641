// The page's own files, and the package's as a browser loads them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * Allows the page's own scripts, WebAssembly, and the import map by its hash.
 *
 * @param {string} html
 */
function policy(html) {
  const importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  const hash = createHash('sha256').update(importMap).digest('base64');
  return (
    `default-src 'none'; script-src 'self' 'sha256-${hash}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; ` +
    `connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  );
}

/**
 * Answers with a file inside `root`.
 *
 * @param {string} root
 * @param {string} path
 * @param {import('node:http').ServerResponse} response
 * @returns {Promise<boolean>} false when there is none
 */
export async function sendFile(root, path, response) {
  const file = join(root, path);
  const type = types[extname(file)];
  if (!type || !file.startsWith(root + sep)) return false;
  let content;
  try {
    content = await readFile(file);
  } catch {
    return false;
  }
  /** @type {Record<string, string>} */
  const headers = { 'content-type': `${type}; charset=utf-8`, 'x-content-type-options': 'nosniff' };
  if (type === types['.html']) headers['content-security-policy'] = policy(content.toString());
  response.writeHead(200, headers).end(content);
  return true;
}
