import { provideAsyncHooks } from '../js/host/host.js';

// Not there without a flag, and never needed: it is asked for by hand so that a worker without it starts all the same.
provideAsyncHooks(import('node:async_hooks'));
