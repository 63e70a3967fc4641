// Origins, and origins with a path, as text in options.

/** An absolute http or https URL of nothing but origin and path. A `*` would match nothing, so it is a mistake. */
export function isPrefix(value) {
  if (typeof value !== 'string' || value.includes('*')) return false;
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
