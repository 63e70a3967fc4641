import { createLogger, extract, startActiveSpan, traceFetch } from 'tracehop';

export async function load({ request }) {
  const api = process.env.API;
  const fetch = traceFetch({ service: 'server', targets: [api] });
  return startActiveSpan('render', { service: 'server', context: extract(request) }, async () => {
    createLogger({ service: 'server' }).info('rendering');
    const response = await fetch(`${api}/echo/render`);
    return { api, status: response.status };
  });
}
