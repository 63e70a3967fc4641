// What is still to be written when an error ends the process, which Node says before it does.

const EVENT = 'uncaughtExceptionMonitor';
const waiting = new Set();

/** Calls `write` if the process crashes. Returns what takes that back. */
export function beforeCrash(write) {
  if (waiting.size === 0) globalThis.process?.on?.(EVENT, writeAll);
  waiting.add(write);
  return () => {
    waiting.delete(write);
    if (waiting.size === 0) globalThis.process?.off?.(EVENT, writeAll);
  };
}

function writeAll() {
  for (const write of [...waiting]) write();
}
