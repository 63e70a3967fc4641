//! `cargo xtask conformance`: the W3C's own test suite, run from a local checkout against `tests/agree/w3c/service.mjs`.

mod service;

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::build::package;
use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;
use service::Service;

const RUNTIMES: [&str; 2] = ["node", "workerd"];
const GET_SUITE: &str = "Get the W3C's suite, at Trace Context Level 2 or newer, with\n\n  git clone https://github.com/w3c/trace-context\n\nand run: cargo xtask conformance --suite trace-context";
const GET_AIOHTTP: &str = "The W3C's suite needs Python 3 (https://python.org) with aiohttp. To install that in an environment of its own:\n\n  python3 -m venv target/python && . target/python/bin/activate && pip install aiohttp\n";

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

/// Builds the package and runs the suite in every runtime. Fails if a test does, or is skipped.
pub fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let suite = find(options.suite.as_deref().context(GET_SUITE)?)?;
    process::answers(Command::new("python3").args(["-c", "import aiohttp"]).current_dir(&suite), GET_AIOHTTP)?;
    tools::npm_packages(workspace)?;
    package::build(workspace)?;

    let mut code = ExitCode::SUCCESS;
    for runtime in RUNTIMES {
        if !options.runtime.is_empty() && !options.runtime.iter().any(|name| name == runtime) {
            continue;
        }
        progress(&format!("the W3C's suite against tracehop in {runtime}"));
        let service = Service::start(workspace, runtime)?;
        if !passes(&suite, &service.address)? {
            eprintln!("error: {runtime} does not conform. The suite's report above names the tests.");
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// The folder of test.py. Suites of Level 1 would ignore the level that is asked for.
fn find(suite: &Path) -> Result<PathBuf> {
    for folder in [suite.join("test"), suite.to_path_buf()] {
        if std::fs::read_to_string(folder.join("test.py")).is_ok_and(|text| text.contains("SPEC_LEVEL")) {
            return Ok(folder);
        }
    }
    bail!("{} has no test.py that knows SPEC_LEVEL. {GET_SUITE}", suite.display())
}

/// Runs every test against a service, at the strictest levels. What the suite prints is seen as it comes.
fn passes(folder: &Path, address: &str) -> Result<bool> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut suite = Command::new("python3")
        .args(["-u", "test.py"])
        .arg(format!("{address}test"))
        .current_dir(folder)
        .envs([("STRICT_LEVEL", "2"), ("SPEC_LEVEL", "2"), ("PYTHONDONTWRITEBYTECODE", "1")])
        .env("HARNESS_PORT", port.to_string())
        .stderr(Stdio::piped())
        .spawn()
        .context("the suite could not be started")?;
    let mut printed = String::new();
    for line in BufReader::new(suite.stderr.take().context("the suite has no standard error")?).lines() {
        let line = line?;
        eprintln!("{line}");
        printed += &line;
        printed.push('\n');
    }
    Ok(suite.wait()?.success() && is_ok(&printed))
}

/// Whether the report of Python's unittest ends in a bare `OK`. Skipped tests, or none at all, show nothing.
fn is_ok(printed: &str) -> bool {
    let Some((_, end)) = printed.rsplit_once("\nRan ") else { return false };
    let mut lines = end.lines().filter(|line| !line.is_empty());
    lines.next().is_some_and(|count| !count.starts_with("0 ")) && lines.next() == Some("OK")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bare_ok_passes() {
        assert!(is_ok("test_a (X.test_a) ... ok\n\n-----\nRan 41 tests in 0.381s\n\nOK\n"));
        assert!(!is_ok("-----\nRan 3 tests in 1s\n\nFAILED (failures=1, errors=1, skipped=1)\n"));
        assert!(!is_ok("-----\nRan 41 tests in 1s\n\nOK (skipped=12)\n"));
        assert!(!is_ok("-----\nRan 0 tests in 0s\n\nOK\n"));
        assert!(!is_ok("Traceback (most recent call last):\n  ...\nOSError: address in use\n"));
        assert!(!is_ok("OK\n"));
    }

    #[test]
    fn an_old_suite_is_refused() {
        let checkout = tempfile::tempdir().unwrap();
        let folder = checkout.path().join("test");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("test.py"), "STRICT_LEVEL").unwrap();
        assert!(find(checkout.path()).is_err());
        std::fs::write(folder.join("test.py"), "SPEC_LEVEL").unwrap();
        assert_eq!((find(checkout.path()).unwrap(), find(&folder).unwrap()), (folder.clone(), folder));
    }
}
