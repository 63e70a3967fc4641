'use client';

import { useEffect, useState } from 'react';
import { createLogger, startActiveSpan, traceFetch } from 'tracehop';

export function Checkout({ api }) {
  const [status, setStatus] = useState('nothing yet');
  useEffect(() => {
    const fetch = traceFetch({ service: 'page', targets: [api] });
    startActiveSpan('checkout', { service: 'page' }, () => {
      createLogger({ service: 'page' }).info('checkout opened');
      return fetch(`${api}/echo/checkout`, { method: 'POST' });
    }).then((response) => setStatus(response.status));
  }, [api]);
  return <p>The page got {status}.</p>;
}
