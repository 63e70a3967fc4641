/** Which checkout of the W3C's suite counts, and which report of it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of test.py in a checkout. Suites of Level 1 would ignore the level that is asked for: for them, undefined. */
export function folderOfSuite(checkout) {
  return [join(checkout, 'test'), checkout].find((folder) => {
    const script = join(folder, 'test.py');
    return existsSync(script) && readFileSync(script, 'utf8').includes('SPEC_LEVEL');
  });
}

/** Whether the report of Python's unittest ends in a bare `OK`. Skipped tests, or none at all, show nothing. */
export function isOk(report) {
  return /\nRan [1-9]\d* tests? in .*\n\s*\nOK\s*$/.test(report.replaceAll('\r\n', '\n'));
}
