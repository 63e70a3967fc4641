import { createLogger, traceFetch, traceHandler } from 'tracehop';

export const runtime = 'nodejs';

export const GET = traceHandler(async () => {
  const fetch = traceFetch({ targets: [process.env.API] });
  createLogger().info('node called');
  const response = await fetch(`${process.env.API}/echo/node`);
  return new Response(`got ${response.status}`);
}, { service: 'node' });
