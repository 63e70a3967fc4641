// Lineage: where a request comes from besides its parent-id.

import { linksTo } from '../record/links.js';
import { edgeExports } from '../wasm/edge.js';
import { write } from '../wasm/instance.js';
import { adopt } from './context.js';
import { LINEAGE_KEY } from '../record/schema.js';

/** The last operation that we know of before one that wrote no line, by the caller's span-id and list; or undefined. */
export function hiddenHop(parentId, list) {
  const last = list.get(LINEAGE_KEY);
  const isHidden = last !== undefined && edgeExports().is_hidden_hop(write(parentId + last)) !== 0;
  return isHidden ? last : undefined;
}

/** Links to the operation of a caller whose trace was not continued; undefined where it named none. */
export function linksToCaller({ origin }, arrived) {
  const caller = origin === 'restarted' ? adopt(arrived.traceparent) : null;
  return caller === null ? undefined : linksTo([caller]);
}
