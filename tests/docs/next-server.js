// Of next/server, the one thing that a middleware needs to let a request go on: a response whose headers say so, in the
// words that Next.js reads. Next.js itself is too much to install for that.

export class NextResponse extends Response {
  /** @param {{ request?: { headers?: Headers } }} [init] */
  static next({ request } = {}) {
    const headers = new Headers({ 'x-middleware-next': '1' });
    if (request?.headers) {
      headers.set('x-middleware-override-headers', [...request.headers.keys()].join());
      for (const [name, value] of request.headers) headers.set(`x-middleware-request-${name}`, value);
    }
    return new NextResponse(null, { headers });
  }
}
