import { make } from 'tracehop/traceparent';
import { parse } from 'tracehop/tracestate';

export function send(api) {
  const tracestate = parse('vendor=x').set('shop', 'headers');
  return fetch(`${api}/echo/headers`, { headers: { traceparent: String(make()), tracestate: String(tracestate) } });
}
