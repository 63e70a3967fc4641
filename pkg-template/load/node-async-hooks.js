import { provideAsyncHooks } from '../js/host/host.js';

// Before 20.16 nothing gives a built-in module without an import.
if (process.getBuiltinModule === undefined) provideAsyncHooks(import('node:async_hooks'));
