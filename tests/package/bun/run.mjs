import { runInProcess } from '../process-run.mjs';
import { binary } from '../binary.mjs';

await runInProcess('bun', [binary('bun'), 'run', '--no-install']);
