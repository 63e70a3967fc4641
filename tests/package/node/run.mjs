import { runInProcess } from '../process-run.mjs';
import { checkPackage } from './package-facts.mjs';

await runInProcess('node', [process.execPath], checkPackage);
