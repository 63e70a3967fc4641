/** Header values that the tests share. */

export const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
export const PARENT_ID = '00f067aa0ba902b7';
/** The W3C's own example. */
export const HEADER = `00-${TRACE_ID}-${PARENT_ID}-01`;
export const UNSAMPLED = `00-${TRACE_ID}-${PARENT_ID}-00`;

/** Any header that may leave us: version 00 and known flags only. */
export const VALID = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[0-3]$/;

/** The parts of a header that is known to be valid. */
export function partsOf(header) {
  const [version, trace_id, parent_id, flags] = header.split('-');
  return { version, trace_id, parent_id, flags };
}
