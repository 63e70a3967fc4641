/** The entry for runtimes that are programs: checks everything and hands the results to the server of the runner. */

import { host } from './host.js';
import { checkAll } from './index.js';

const results = await checkAll(host);
await fetch(`${host.echo}/results`, { method: 'POST', body: JSON.stringify(results) });
