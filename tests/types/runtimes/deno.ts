// What Deno serves, checked by Deno with its own types and no cast.

import { traceHandler } from 'tracehop';

const answer = traceHandler((request) => new Response(request.url), { service: 'cart' });
Deno.serve(answer);
Deno.serve({ port: 0 }, answer);
Deno.serve(traceHandler((request: Request, info: Deno.ServeHandlerInfo) => new Response(request.url + info.completed)));
export default { fetch: answer } satisfies Deno.ServeDefaultExport;
export const handlers: Deno.ServeDefaultExport = traceHandler({ fetch: (request: Request) => new Response(request.url) });
