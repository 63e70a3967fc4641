// Checks that the functions of src/js have the published types. Opaque values are not checked, because applications get
// them from the package and cannot make them.

import * as index from './names/index.js';
import * as node from './names/node.js';
import * as page from './names/page.js';
import * as opentelemetry from './names/opentelemetry.js';
import * as traceparent from './names/traceparent.js';
import type * as PublishedIndex from './types/index.js';
import type * as PublishedNode from './types/node.js';
import type * as PublishedOpenTelemetry from './types/opentelemetry.js';
import type * as PublishedPage from './types/page.js';
import type * as PublishedTraceparent from './types/traceparent.js';

type Opaque = 'untilBody' | 'bodySizes' | 'followRedirects' | 'logRatio' | 'memorySink';

export const entries: [
  Omit<typeof PublishedIndex, Opaque>,
  typeof PublishedNode,
  typeof PublishedOpenTelemetry,
  typeof PublishedTraceparent,
  typeof PublishedPage,
] = [index, node, opentelemetry, traceparent, page];
