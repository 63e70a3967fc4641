// What the host loads: it starts the module, which exports the handler.

import { fetch, initSync } from './rust_worker.js';
import module from './rust_worker_bg.wasm';

initSync({ module });

export default { fetch };
