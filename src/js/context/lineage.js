// Where a request comes from beyond its parent-id: operations that no line of ours names.

import { beyond } from '../wasm/edge.js';
import { readHeaders } from '../headers/carrier.js';
import { adopt } from './context.js';
import { write } from '../wasm/instance.js';
import { linksText } from '../record/links.js';
import { LINEAGE_KEY } from '../record/schema.js';

/** What a line says of a hop that wrote none, with a comma before it: the last operation before it that we know of. */
export function hiddenHopText({ spanId, tracestate }) {
  const last = tracestate.get(LINEAGE_KEY);
  const isHidden = last !== undefined && beyond().is_hidden_hop(write(spanId + last)) !== 0;
  return isHidden ? `,"hidden_hop":true,"last_span_id":"${last}"` : '';
}

/** The link to the operation of a caller whose trace was not continued; nothing where it named none. */
export function strangerText({ origin }, request) {
  const stranger = origin === 'restarted' ? adopt(readHeaders(request).traceparent) : null;
  return stranger === null ? '' : linksText([stranger]);
}
