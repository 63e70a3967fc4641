/** Facts about headers that arrived, by the words of the specification. Neither tracehop nor a peer is asked. */

const SPACE_AROUND = /^[ \t]+|[ \t]+$/g;

/** A header of any kind, cut at its first four dashes. `rest` is what follows two characters of flags. */
export function fieldsOf(traceparent) {
  const value = traceparent.replace(SPACE_AROUND, '');
  const [version, traceId = '', parentId = ''] = value.split('-');
  const flagsAt = version.length + traceId.length + parentId.length + 3;
  return { version, traceId, parentId, flags: value.slice(flagsAt, flagsAt + 2), rest: value.slice(flagsAt + 2) };
}

export const isHex = (text, length) => text.length === length && /^[0-9a-f]*$/.test(text);
export const isZero = (text) => /^0+$/.test(text);
/** JavaScript's trim() takes more than HTTP's optional white space. */
export const hasOtherSpaceAround = (text) => text.trim() !== text.replace(SPACE_AROUND, '');

/** The members of a list as they stand there, white space and empty ones aside. */
export const membersOf = (list) =>
  list
    .split(',')
    .map((member) => member.replace(SPACE_AROUND, ''))
    .filter((member) => member !== '');
export const keyOf = (member) => member.split('=')[0];

/** Level 1 has keys that start with a letter, and one @ between a tenant and a system. */
export const isKeyOfLevel1 = (key) =>
  /^[a-z][a-z0-9_*/-]{0,255}$/.test(key) || /^[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13}$/.test(key);

export function isMember(member) {
  const [key, value, ...more] = member.split('=');
  return /^[a-z0-9][a-z0-9_*/@-]{0,255}$/.test(key) && /^[ -~]{0,255}[!-~]$/.test(value ?? '') && more.length === 0;
}
