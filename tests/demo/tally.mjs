// Claims, checked one after the other: each is printed with how it went, and counted.
export class Tally {
  passed = 0;
  failed = 0;

  /** Runs a check. A failed one does not stop those after it. */
  async check(claim, run) {
    try {
      await run();
      this.passed++;
      console.log(`ok      ${claim}`);
    } catch (error) {
      this.failed++;
      console.log(`FAILED  ${claim}\n        ${String(error.stack ?? error).replaceAll('\n', '\n        ')}`);
    }
  }
}

/** Waits until `look` gives something, and gives that. @throws an `Error` that says what was waited for */
export async function until(what, look, limit = 10_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${limit} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
