// What Deno serves, checked by Deno with its own types and no cast.

import { traceHandler } from 'tracehop';
import { init } from 'tracehop/slim';

const answer = traceHandler((request) => new Response(request.url), { service: 'cart' });
Deno.serve(answer);
Deno.serve({ port: 0 }, answer);
Deno.serve(traceHandler((request: Request, info: Deno.ServeHandlerInfo) => new Response(request.url + info.completed)));
export default { fetch: answer } satisfies Deno.ServeDefaultExport;
export const handlers: Deno.ServeDefaultExport = traceHandler({
  fetch: (request: Request) => new Response(request.url),
});

// A program that brings the WebAssembly itself.
await init(new Uint8Array(8));
await init(new WebAssembly.Module(new Uint8Array(8)));
