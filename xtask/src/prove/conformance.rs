//! `cargo xtask conformance`: the W3C's own test suite, run from a local checkout against
//! `tests/agree/w3c/service.mjs`.

mod harness;
mod service;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::build::package;
use crate::process::progress;
use crate::tools;
use crate::workspace::Workspace;
use harness::{Harness, Outcome};
use service::Service;

const RUNTIMES: [&str; 2] = ["node", "workerd"];

/// Which suite, and where the package runs.
#[derive(Args)]
pub struct Options {
    /// A checkout of github.com/w3c/trace-context, or its folder `test`
    #[arg(long, value_name = "DIR")]
    suite: Option<PathBuf>,
    /// Only this runtime; can be given several times
    #[arg(long, value_name = "NAME", value_parser = RUNTIMES)]
    runtime: Vec<String>,
}

/// Builds the package and runs the suite in every runtime. Fails if a test does.
pub fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let harness = Harness::find(options.suite.as_deref())?;
    tools::npm_packages(workspace)?;
    package::build(workspace)?;

    let wanted = |runtime: &&str| options.runtime.is_empty() || options.runtime.iter().any(|name| name == runtime);
    let mut outcomes = Vec::new();
    for runtime in RUNTIMES.into_iter().filter(wanted) {
        progress(&format!("the W3C's suite against tracehop in {runtime}"));
        let service = Service::start(workspace, runtime)?;
        outcomes.push((runtime, harness.run(&service.address)?));
    }
    print!("{}", summary(&outcomes));
    let conforms = outcomes.iter().all(|(_, outcome)| outcome.conforms());
    Ok(if conforms { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(outcomes: &[(&str, Outcome)]) -> String {
    let mut text = format!("\n{:<10}{:>6}{:>8}{:>9}\n", "runtime", "tests", "failed", "skipped");
    for (runtime, Outcome { tests, failed, skipped }) in outcomes {
        text += &format!("{runtime:<10}{tests:>6}{:>8}{skipped:>9}\n", failed.len());
    }
    for (runtime, outcome) in outcomes {
        for test in &outcome.failed {
            text += &format!("failed in {runtime}: {test}\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_every_failed_test() {
        let failed = vec!["test_a (TraceContextTest)".to_owned()];
        let text = summary(&[
            ("node", Outcome { tests: 41, failed: Vec::new(), skipped: 0 }),
            ("workerd", Outcome { tests: 41, failed, skipped: 2 }),
        ]);
        assert!(text.contains("\nnode          41       0        0\nworkerd       41       1        2\n"));
        assert!(text.ends_with("failed in workerd: test_a (TraceContextTest)\n"));
    }
}
