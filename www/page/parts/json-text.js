// JSON text in colours, character for character as it was printed.
import { element } from './element.js';

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|\b(true|false|null)\b|([{}[\],]+)|([^"\d{}[\],tfn-]+|.)/gs;

/**
 * @param {string} text
 * @param {Record<string, string>} [marked] classes for the values of certain keys
 * @returns {HTMLElement}
 */
export function jsonText(text, marked = {}) {
  const code = element('code', { className: 'json' });
  let key = '';
  for (const [all, string, colon, number, literal, punctuation] of text.matchAll(token)) {
    if (string && colon) {
      key = string.slice(1, -1);
      code.append(element('span', { className: 'key' }, string), colon);
    } else if (string || number || literal) {
      const type = string ? 'string' : number ? 'number' : 'literal';
      code.append(element('span', { className: Object.hasOwn(marked, key) ? `${type} ${marked[key]}` : type }, all));
      key = '';
    } else if (punctuation) {
      code.append(element('span', { className: 'punctuation' }, punctuation));
    } else {
      code.append(all);
    }
  }
  return code;
}
