/** Whether a frozen response can be read. Deno's cannot: it keeps what it has read on the response. */
export function readsFrozen() {
  try {
    return Object.freeze(new Response(null)).headers !== undefined;
  } catch {
    return false;
  }
}
