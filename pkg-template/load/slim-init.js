// How "tracehop/slim" comes by its WebAssembly: the program says where the module is, and waits.
import { AWAITED, WHOLE, provide, pageExports } from '../js/wasm/instance.js';

const VERSION = '__VERSION__';

provide(AWAITED);

/**
 * The `init` of an entry.
 *
 * @param own gives the source that stands in for none.
 */
export function makeInit(own, encode) {
  let started;
  return function init(source) {
    started ??= start(source, own, encode).catch((error) => {
      // Whoever could not load it may try again, or load it from elsewhere.
      started = undefined;
      throw error;
    });
    return started;
  };
}

async function start(source, own, encode) {
  const module = await moduleOf(await loaded(source, own));
  checkVersion(module);
  provide(WHOLE, () => module, encode);
  pageExports();
}

/** The source without what there is to wait for: a Response, bytes or a module. */
async function loaded(source, own) {
  try {
    const given = await (source === undefined ? own() : source);
    return ['String', 'URL', 'Request'].includes(tagOf(given)) ? await fetch(given) : given;
  } catch (cause) {
    const { message } = /** @type {any} */ (cause ?? {});
    throw new Error(`tracehop: init could not load the WebAssembly: ${message ?? cause}`, { cause });
  }
}

/** @param {any} given */
function moduleOf(given) {
  if (ArrayBuffer.isView(given)) return compiled('the bytes', () => WebAssembly.compile(/** @type {any} */ (given)));
  switch (tagOf(given)) {
    case 'WebAssembly.Module':
      return given;
    case 'ArrayBuffer':
      return compiled('the bytes', () => WebAssembly.compile(/** @type {any} */ (given)));
    case 'Response':
      return moduleOfResponse(given);
    default:
      throw new TypeError(
        'init: the source must be a URL, a Request, a Response, a promise of one of them, an ArrayBuffer or a ' +
          `view of one, or a WebAssembly.Module, got ${tagOf(given)}`,
      );
  }
}

function moduleOfResponse(response) {
  const from = response.url || 'the response';
  if (!response.ok) throw new Error(`tracehop: init got status ${response.status} from ${from}`);
  // Nothing else is compiled while it arrives; a server that does not know .wasm costs time, and no more.
  const streams =
    response.headers.get('content-type') === 'application/wasm' && WebAssembly.compileStreaming !== undefined;
  return compiled(from, async () =>
    streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()),
  );
}

async function compiled(from, compile) {
  try {
    return await compile();
  } catch (cause) {
    const { message } = /** @type {Error} */ (cause);
    const why = canCompile()
      ? `init found no WebAssembly in ${from}: ${message}`
      : `this host compiles no WebAssembly. A Content-Security-Policy has to allow it with 'wasm-unsafe-eval' in ` +
        `script-src, an edge worker gives init the module that it imports, and "tracehop/js" does ` +
        `without it. ${message}`;
    throw new Error(`tracehop: ${why}`, { cause });
  }
}

/** Tells a source that is no module from a host or a policy that takes none: the shortest module has eight bytes. */
function canCompile() {
  try {
    return new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Its section "tracehop" names the release that a module is of: in another one, functions may be missing or mean
 * something else.
 */
function checkVersion(module) {
  const [section] = WebAssembly.Module.customSections(module, 'tracehop');
  const version = section && new TextDecoder().decode(section);
  if (version === VERSION) return;
  const what = version === undefined ? 'a module that is not tracehop.wasm' : `tracehop.wasm of ${version}`;
  throw new Error(`tracehop: init was given ${what}; this is tracehop ${VERSION}`);
}

/** `Response` of a Response, also of one that another realm made. */
const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);
