import { createLogger, traceFetch, traceHandler } from 'tracehop';

export const runtime = 'edge';

export const GET = traceHandler(async () => {
  const fetch = traceFetch({ targets: [process.env.API] });
  createLogger().info('edge called');
  const response = await fetch(`${process.env.API}/echo/edge`);
  return new Response(`got ${response.status}`);
}, { service: 'edge' });
