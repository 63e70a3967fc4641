// A module travels as text, for hosts and bundlers without a way to load a .wasm file that all of them share. A byte is
// one character or two, never a part of one: so compression finds what repeats, which base64 hides from it.

/**
 * `#` is the first character. There are 89 for the bytes themselves, and two more, each of which adds 89 to the next
 * byte. The 89 are turned, so that frequent bytes are characters that are frequent in JavaScript, too.
 */
const FIRST = 35;
const PAGE = 89;
const TURN = 62;

export function compile(text) {
  const bytes = [];
  let page = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index) - FIRST;
    if (code < PAGE) {
      bytes.push(page + ((code + PAGE - TURN) % PAGE));
      page = 0;
    } else {
      page = PAGE * (code - PAGE + 1);
    }
  }
  return new WebAssembly.Module(new Uint8Array(bytes));
}
