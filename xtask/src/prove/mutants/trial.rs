//! One run of the tests over the copy, as it stands.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::Result;
use xshell::cmd;

use super::list::Tests;
use crate::test::consumer;
use crate::tools::WASM_TARGET;
use crate::workspace::Workspace;

/// A mutant may loop for ever. Nothing that ends takes this long.
const LONGEST: Duration = Duration::from_secs(600);

/// What came of a run of the tests.
pub enum Outcome {
    Passed,
    /// The name of a test that failed.
    Failed(String),
    /// There was nothing to run, and why.
    NotBuilt(String),
}

pub fn run(tree: &Workspace, tests: Tests) -> Result<Outcome> {
    match tests {
        Tests::Core => cargo(tree, &["--lib", "--tests"]),
        Tests::Wasm => cargo(tree, &["--target", WASM_TARGET, "--test=wasm"]),
        Tests::Package => package(tree, "tests/package/node/run.mjs"),
        Tests::Deno => package(tree, "tests/package/deno/run.mjs"),
    }
}

fn cargo(tree: &Workspace, what: &[&str]) -> Result<Outcome> {
    // The one that is built already: .cargo/config.toml would build it in the copy.
    let (sh, runner) = (&tree.sh, format!("{} test-runner", env::current_exe()?.display()));
    let cargo = |more: &[&str]| {
        let cargo = cmd!(sh, "cargo test --package=tracehop {what...} {more...}");
        cargo.env("CARGO_TARGET_DIR", &tree.target).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
    };
    match output(&mut cargo(&["--no-run", "--quiet"]).into())? {
        (Some(true), _) => outcome(&mut cargo(&[]).into()),
        (_, printed) => Ok(Outcome::NotBuilt(printed)),
    }
}

/// The package of the broken sources, in the runtime of this script.
fn package(tree: &Workspace, script: &str) -> Result<Outcome> {
    match consumer::install(tree) {
        Ok(consumer) => outcome(Command::new("node").arg(script).arg(consumer).current_dir(&tree.root)),
        Err(why) => Ok(Outcome::NotBuilt(format!("{why:#}"))),
    }
}

/// Runs tests until one fails. Gives its name, or says in which other way they ended.
fn outcome(tests: &mut Command) -> Result<Outcome> {
    let (success, printed) = output(tests)?;
    let failed = printed.lines().find_map(failed_test);
    Ok(match success {
        Some(true) => Outcome::Passed,
        Some(false) => Outcome::Failed(failed.unwrap_or("a crash").to_owned()),
        None => Outcome::Failed(failed.map_or_else(|| format!("no end after {} s", LONGEST.as_secs()), str::to_owned)),
    })
}

/// `test a ... FAILED` of cargo, `test a ... FAIL` of wasm-bindgen, `FAILED a` of the suite.
fn failed_test(line: &str) -> Option<&str> {
    let of_cargo = || line.strip_prefix("test ")?.split_once(" ... FAIL").map(|(name, _)| name);
    line.strip_prefix("FAILED ").or_else(of_cargo)
}

/// Waits for the end of a program, or ends it when a test has failed or it takes too long. Returns whether it succeeded
/// (`None` if it did not end by itself) and what it printed.
fn output(command: &mut Command) -> Result<(Option<bool>, String)> {
    let file = tempfile::NamedTempFile::new()?;
    command.stdin(Stdio::null()).stdout(file.as_file().try_clone()?).stderr(file.as_file().try_clone()?);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command.spawn()?;
    let start = Instant::now();
    loop {
        let status = child.try_wait()?;
        let printed = String::from_utf8_lossy(&fs::read(file.path())?).into_owned();
        if status.is_some() {
            return Ok((status.map(|status| status.success()), printed));
        }
        if printed.lines().any(|line| failed_test(line).is_some()) || start.elapsed() > LONGEST {
            end(&mut child);
            return Ok((None, printed));
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Ends a program, and the programs that it has started.
fn end(child: &mut Child) {
    if cfg!(unix) {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_failed_test_is_named_whoever_ran_it() {
        assert_eq!(failed_test("test a::b ... FAILED"), Some("a::b"));
        assert_eq!(failed_test("test wasm::a ... FAIL"), Some("wasm::a"));
        assert_eq!(failed_test("FAILED node: traceparent: a claim"), Some("node: traceparent: a claim"));
        for line in ["test a::b ... ok", "test result: FAILED. 1 passed", "failures:", ""] {
            assert_eq!(failed_test(line), None, "{line}");
        }
    }
}
