import { headers } from 'next/headers';
import { createLogger, extract, startActiveSpan, traceFetch } from 'tracehop';
import { Checkout } from './checkout';

export default async function Page() {
  const context = extract(await headers());
  const api = process.env.API;
  const fetch = traceFetch({ service: 'server', targets: [api] });
  const status = await startActiveSpan('render', { service: 'server', context }, async () => {
    createLogger({ service: 'server' }).info('rendering');
    const response = await fetch(`${api}/echo/render`);
    return response.status;
  });
  return <main><p>The server got {status}.</p><Checkout api={api} /></main>;
}
