import * as main from 'tracehop';
import * as dialects from 'tracehop/dialects';
import * as node from 'tracehop/node';
import * as opentelemetry from 'tracehop/opentelemetry';
import * as slim from 'tracehop/slim';
import * as traceparent from 'tracehop/traceparent';
import * as tracestate from 'tracehop/tracestate';

/** What each declaration file describes, as it exists when the package runs. */
export const runtimeNames = {
  'index.d.ts': Object.keys(main).sort(),
  'dialects.d.ts': Object.keys(dialects).sort(),
  'node.d.ts': Object.keys(node).sort(),
  'opentelemetry.d.ts': Object.keys(opentelemetry).sort(),
  'slim.d.ts': Object.keys(slim).sort(),
  'traceparent.d.ts': Object.keys(traceparent).sort(),
  'tracestate.d.ts': Object.keys(tracestate).sort(),
};
