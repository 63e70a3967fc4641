import { make } from 'tracehop/traceparent';

process.exitCode = make().toString().length === 55 ? 0 : 1;
