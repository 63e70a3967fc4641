import { runInProcess } from '../process-run.mjs';
import { binary } from '../binary.mjs';
import { checkTracing } from './tracing.mjs';

// Nothing but this machine may be reached: no file, no environment, no other address.
const deno = [
  binary('deno'),
  'run',
  '--quiet',
  '--no-prompt',
  '--no-lock',
  '--node-modules-dir=manual',
  '--allow-net=127.0.0.1',
];

await runInProcess('deno', deno, (consumer) => checkTracing(consumer, deno));
