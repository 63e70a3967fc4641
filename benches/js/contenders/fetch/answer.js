// The fetch behind every wrapper: it answers at once and reads nothing of the request. Each answer is a new response
// with a body, as fetch gives them: some libraries make a copy of it to see when it ends.

const init = { status: 200, headers: { 'content-type': 'application/json' } };

/** @param {...unknown} _arguments of fetch, not read */
export async function answer(..._arguments) {
  return new Response('{"ok":true}', init);
}
