/** The whole suite. The import comes first: it wants a package that nothing has used yet. */

import './import.js';
import './first-use.js';
import './runner.js';
import './traceparent.js';
import './tracestate.js';
import './ids.js';
import './no-crypto.js';
import './vectors.js';
import './context-vectors.js';
import './tctx.js';
import './extract.js';
import './inject.js';
import './ambient.js';
import './span.js';
import './samplers.js';
import './fetch-headers.js';
import './fetch-targets.js';
import './fetch-span.js';
import './fetch-promise.js';
import './fetch-network.js';
import './fetch-proxy.js';
import './instrument.js';
import './handler.js';
import './handler-response.js';
import './served.js';
import './logger.js';
import './logger-hostile.js';
import './contextual-logger.js';
import './options.js';
import './polluted.js';
import './bad-input.js';
import './unread.js';

export { checkAll } from './claims.js';
