/** Collects what runs of the suite gave, says what failed and why, and sets the exit code. */

const totals = { passed: 0, failed: 0 };

/** One passed or failed claim of the runner itself, or a whole run of the suite. */
export const report = {
  /** @param results what `checkAll` of the suite gave, or undefined when nothing came. */
  run(label, results) {
    if (results === undefined)
      return report.failed(label, 'the suite gave no results: it crashed, or did not end in time');
    totals.passed += results.passed;
    for (const { name, reason } of results.failures) report.failed(`${label}: ${name}`, reason);
    if (results.failures.length === 0) console.log(`${label}: ${results.passed} claims hold`);
  },
  passed() {
    totals.passed++;
  },
  failed(name, reason) {
    totals.failed++;
    console.log(`FAILED ${name}\n       ${reason}`);
  },
  /** Runs one check of the runner's own. */
  async check(name, test) {
    try {
      await test();
      report.passed();
    } catch (error) {
      report.failed(name, error.message);
    }
  },
  /** Whether something failed so far. */
  hasFailed: () => totals.failed > 0,
  /** Last line and exit code. No claim at all is a failure too. */
  end() {
    console.log(`${totals.passed} passed, ${totals.failed} failed`);
    process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
  },
};
