/** The entry for pages: the runner calls `checkSuite()`. */

import { host } from './host.js';
import { checkAll } from './index.js';

globalThis.checkSuite = () => checkAll(host);
