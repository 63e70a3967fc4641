import { createLogger, traceFetch, traceHandler } from 'tracehop';

const handler = traceHandler(async () => {
  const api = process.env.API;
  const fetch = traceFetch({ targets: [api] });
  createLogger().info('node called');
  const response = await fetch(`${api}/echo/node`);
  return new Response(`got ${response.status}`);
}, { service: 'node' });

export const GET = ({ request }) => handler(request);
