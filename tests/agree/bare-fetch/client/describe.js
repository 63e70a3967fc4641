/** An error as text: what it is, not where it was made. */

/** @param known errors and reasons that have to be the very same ones. */
export function describeError(error, known, signal) {
  if (known.has(error)) return { is: known.get(error) };
  if (typeof error !== 'object' || error === null) return { value: String(error) };
  const described = { class: error.constructor?.name, name: error.name, message: error.message, code: error.code };
  if (signal?.signal?.aborted) described.isReason = error === signal.signal.reason;
  if (error.cause !== undefined) described.cause = describeError(error.cause, known);
  if (Array.isArray(error.errors)) described.errors = error.errors.map((one) => describeError(one, known));
  return described;
}
