// A sink for people who develop: log lines as they come, and when a request or an action is over, its spans as a small
// waterfall.

import { hasStdout, pageOrigin, toConsole } from '../host/host.js';
import { attempt } from '../host/json.js';
import { checkOptions } from '../options/options.js';
import { flag, oneOf } from '../options/rows.js';
import { isSpan } from '../record/record.js';
import { plainRecord } from './plain-record.js';
import { page } from './pretty-page.js';
import { terminal } from './pretty-terminal.js';
import { isLocalRoot, Traces } from './pretty-traces.js';
import { sinkWith } from './sink.js';

const prettyOptions = {
  requests: /* @__PURE__ */ oneOf(['waterfall', 'line'], 'waterfall'),
  colors: flag,
};

export function pretty(options) {
  const { requests, colors } = checkOptions('pretty', options, prettyOptions);
  const isPage = !hasStdout() && pageOrigin() !== undefined;
  const writer = isPage ? page : terminal(toConsole, colors ?? takesColours());
  const traces = new Traces();
  return sinkWith({}, encode, ({ record, isRoot }) => {
    if (!isSpan(record)) return writer.log(record);
    for (const rows of traces.add(record, isRoot)) writer.spans(rows, requests === 'line');
    return undefined;
  });
}

/** What is asked of a record's context is asked now: a record that is held back comes later. */
function encode(record) {
  return { record: plainRecord(record), isRoot: isSpan(record) && isLocalRoot(record) };
}

/** Whether stdout is a terminal with colours that nobody has switched off. See https://no-color.org. */
function takesColours() {
  const { process, Deno } = /** @type {any} */ (globalThis);
  // Deno gives its environment only to programs that may read it.
  const variable = (name) => attempt(() => process?.env?.[name], undefined);
  if (variable('NO_COLOR') || Deno?.noColor === true || variable('TERM') === 'dumb') return false;
  return hasStdout() && attempt(() => process?.stdout?.isTTY, false) === true;
}
