// What Bun serves, with Bun's own types and no cast.

import { traceHandler } from 'tracehop';
import { init } from 'tracehop/slim';

const answer = traceHandler(async (request) => new Response(request.url), { service: 'cart' });
Bun.serve({ port: 0, fetch: answer });
Bun.serve({ port: 0, fetch: answer, routes: { '/items': answer } });
Bun.serve(traceHandler({ port: 0, fetch: (request: Request) => new Response(request.url) }));
export default { port: 3000, fetch: answer } satisfies Bun.Serve.Options<undefined>;

export const withServer = traceHandler((request: Request, server: Bun.Server<undefined>) => {
  return new Response(server.requestIP(request)?.address ?? 'nobody');
});
Bun.serve({ port: 0, fetch: withServer });

// A program that brings the WebAssembly itself.
await init(new Uint8Array(8));
await init(new WebAssembly.Module(new Uint8Array(8)));
