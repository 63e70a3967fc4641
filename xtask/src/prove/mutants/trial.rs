//! One trial: the edit is made in the copy, the tests run, the edit is taken back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::list::{Mutant, Tests};
use super::{copy, read};
use crate::test::consumer;
use crate::tools::{self, WASM_TARGET};
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

/// Where one kind of tests runs.
pub struct Bench {
    tests: Tests,
    root: PathBuf,
    /// The copy in which files are broken.
    tree: Workspace,
}

impl Bench {
    /// Brings the copy up to date.
    pub fn set_up(workspace: &Workspace, tests: Tests) -> Result<Self> {
        match tests {
            Tests::Core => {}
            Tests::Wasm => {
                tools::wasm_target()?;
                tools::node()?;
            }
            Tests::Package | Tests::Deno => tools::npm_packages(workspace)?,
        }
        let folder = workspace.target.join("mutants");
        let tree = folder.join("tree");
        copy::sources(&workspace.root, &tree)?;
        Ok(Self { tests, root: workspace.root.clone(), tree: workspace.in_copy(&tree, &folder.join("build"))? })
    }

    /// Runs the tests with one file broken.
    pub fn run_with(&self, mutant: &Mutant) -> Result<Outcome> {
        let file = self.tree.root.join(&mutant.file);
        let whole = read(&file)?;
        fs::write(&file, mutant.broken(&self.root)?)?;
        let outcome = self.run();
        fs::write(&file, whole)?;
        outcome
    }

    /// Runs the tests as the copy stands.
    pub fn run(&self) -> Result<Outcome> {
        match self.tests {
            Tests::Core => self.cargo(&["--lib", "--tests"]),
            Tests::Wasm => self.cargo(&["--target", WASM_TARGET, "--test=wasm"]),
            Tests::Package => self.package("tests/package/node/run.mjs"),
            Tests::Deno => self.package("tests/package/deno/run.mjs"),
        }
    }

    fn cargo(&self, what: &[&str]) -> Result<Outcome> {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["test", "--package=tracehop", "--no-run", "--message-format=json-render-diagnostics"]).args(what);
        cargo.current_dir(&self.tree.root).env("CARGO_TARGET_DIR", &self.tree.target);
        let Ended { status, printed } = ended(&mut cargo, |_| false)?;
        if !status.is_some_and(|status| status.success()) {
            let is_message = |line: &&str| !line.starts_with('{');
            return Ok(Outcome::NotBuilt(printed.lines().filter(is_message).collect::<Vec<_>>().join("\n")));
        }
        let executables = executables(&printed);
        if executables.is_empty() {
            bail!("`cargo test --no-run` built no tests");
        }
        for (test, executable) in executables {
            let mut command = match self.tests {
                Tests::Wasm => {
                    let mut runner = Command::new(env::current_exe()?);
                    runner.arg("test-runner").arg(&executable);
                    runner
                }
                _ => Command::new(&executable),
            };
            if let Some(failed) = failed(&mut command, &self.tree.root)? {
                return Ok(Outcome::Failed(format!("{test}: {failed}")));
            }
        }
        Ok(Outcome::Passed)
    }

    /// The package of the broken sources, in the runtime of this script.
    fn package(&self, script: &str) -> Result<Outcome> {
        let consumer = match consumer::install(&self.tree) {
            Ok(consumer) => consumer,
            Err(why) => return Ok(Outcome::NotBuilt(format!("{why:#}"))),
        };
        let mut suite = Command::new(tools::node()?);
        suite.arg(script).arg(consumer);
        Ok(match failed(&mut suite, &self.tree.root)? {
            Some(failed) => Outcome::Failed(failed),
            None => Outcome::Passed,
        })
    }
}

/// Name and path of each test program that cargo's messages speak of. The laws come last: they take longest.
fn executables(messages: &str) -> Vec<(String, PathBuf)> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut executables: Vec<_> = messages
        .filter_map(|message| {
            let path = message["executable"].as_str()?;
            Some((message["target"]["name"].as_str()?.to_owned(), path.into()))
        })
        .collect();
    executables.sort_by_key(|(name, _)| name == "laws");
    executables
}

/// Runs tests until one fails. Gives its name, or says in which other way they ended; `None` where all is well.
fn failed(command: &mut Command, folder: &Path) -> Result<Option<String>> {
    let Ended { status, printed } = ended(command.current_dir(folder), |printed| printed.lines().any(is_failure))?;
    let failed = printed.lines().find_map(failed_test).map(str::to_owned);
    Ok(match status {
        Some(status) if status.success() => None,
        Some(status) => Some(failed.unwrap_or_else(|| status.to_string())),
        None => Some(failed.unwrap_or_else(|| format!("no end after {} s", LONGEST.as_secs()))),
    })
}

fn is_failure(line: &str) -> bool {
    failed_test(line).is_some()
}

/// `test a ... FAILED` of cargo, `test a ... FAIL` of wasm-bindgen, `FAILED a` of the suite.
fn failed_test(line: &str) -> Option<&str> {
    let of_cargo = || line.strip_prefix("test ")?.split_once(" ... FAIL").map(|(name, _)| name);
    line.strip_prefix("FAILED ").or_else(of_cargo)
}

/// How a program ended, if it did so by itself, and what it printed.
struct Ended {
    status: Option<ExitStatus>,
    printed: String,
}

/// Waits for the end of a program, or ends it: when it has printed enough, or takes too long.
fn ended(command: &mut Command, is_enough: impl Fn(&str) -> bool) -> Result<Ended> {
    let output = tempfile::NamedTempFile::new().context("no temporary file can be made")?;
    command.stdin(Stdio::null()).stdout(output.as_file().try_clone()?).stderr(output.as_file().try_clone()?);
    in_own_group(command);
    let mut child =
        command.spawn().with_context(|| format!("{} cannot be started", command.get_program().display()))?;
    let start = Instant::now();
    loop {
        let status = child.try_wait()?;
        let printed = String::from_utf8_lossy(&fs::read(output.path())?).into_owned();
        if status.is_none() && (is_enough(&printed) || start.elapsed() > LONGEST) {
            end(&mut child);
        } else if status.is_none() {
            thread::sleep(Duration::from_millis(50));
            continue;
        }
        return Ok(Ended { status, printed });
    }
}

/// A program that is ended takes the programs along that it started.
#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

fn end(child: &mut Child) {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
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

    #[test]
    fn test_programs_are_found_in_cargos_messages_with_the_laws_last() {
        let message =
            |name: &str, path: &str| format!("{{\"target\":{{\"name\":\"{name}\"}},\"executable\":{path}}}\n");
        let messages = [message("laws", "\"/l\""), message("tracehop", "null"), message("context", "\"/c\"")].concat();
        assert_eq!(executables(&messages), [("context".to_owned(), "/c".into()), ("laws".to_owned(), "/l".into())]);
        assert_eq!(executables("warning: text\n"), []);
    }
}
