import { parse } from 'tctx/traceparent';
import { parse as parseTracestate } from 'tctx/tracestate';

export const ops = {
  headers_in_out: (received) => {
    const sent = new Headers();
    sent.set('traceparent', parse(received.get('traceparent')).child().toString());
    sent.set('tracestate', parseTracestate(received.get('tracestate')).toString());
    return sent;
  },
};
