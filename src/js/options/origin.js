// Origins, and origins with a path, as text in options.

/** Characters of a request's path that are looked at. */
export const MAX_PATH = 8192;

/**
 * An absolute http or https URL of nothing but origin and path. A `*` or a path that is too long would match nothing,
 * so it is a mistake.
 */
export function isPrefix(value) {
  if (typeof value !== 'string' || value.includes('*') || value.length > MAX_PATH) return false;
  try {
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) && url.href === url.origin + url.pathname;
  } catch {
    return false;
  }
}

export function isOrigin(value) {
  return isPrefix(value) && new URL(value).origin === value;
}
