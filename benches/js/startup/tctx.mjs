import { make } from 'tctx/traceparent';

process.exitCode = make().toString().length === 55 ? 0 : 1;
