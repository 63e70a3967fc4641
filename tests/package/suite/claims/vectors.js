import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';
import { deepEqual, equal, match } from '../support/assert.js';
import { about } from '../support/claim.js';
import { VALID, partsOf } from '../support/examples.js';
import { applyChanges } from '../support/processing.js';

const claim = about('vectors');

const named = ({ input, why }) => `${why}: ${JSON.stringify(input)}`;

claim('every traceparent vector', ({ vectors }) => {
  equal(vectors.traceparent.length > 0, true, 'tests/vectors/traceparent.json is there');
  for (const vector of vectors.traceparent) {
    const id = traceparent.parse(vector.input);
    const out = traceparent.hop(vector.input);
    if (vector.error !== undefined) {
      equal(id, null, named(vector));
      equal(out, null, named(vector));
      continue;
    }
    const { trace_id, parent_id, flags } = vector.expected;
    deepEqual(
      { version: id?.version, trace_id: id?.trace_id, parent_id: id?.parent_id, flags: id?.flags },
      { version: '00', trace_id, parent_id, flags },
      named(vector),
    );
    equal(String(id), `00-${trace_id}-${parent_id}-0${flags}`, named(vector));
    match(out, VALID, named(vector));
    equal(partsOf(out).trace_id, trace_id, named(vector));
    equal(partsOf(out).flags, `0${flags}`, named(vector));
  }
});

claim('every tracestate vector', ({ vectors }) => {
  equal(vectors.tracestate.length > 0, true, 'tests/vectors/tracestate.json is there');
  for (const vector of vectors.tracestate) {
    const state = tracestate.parse(vector.input);
    deepEqual([...state], vector.expected, named(vector));
    if (vector.printed !== undefined) equal(String(state), vector.printed, named(vector));
    if (vector.changes === undefined) continue;
    applyChanges(state, vector);
    equal(String(state), vector.changed, named(vector));
  }
});
