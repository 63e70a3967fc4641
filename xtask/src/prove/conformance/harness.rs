//! The suite: where it is, what it needs, and what it says at the end.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process;

const GET_SUITE: &str = "Get it with\n\n  git clone https://github.com/w3c/trace-context\n\nand run: cargo xtask conformance --suite trace-context";
const GET_PYTHON: &str = "Install Python 3 (https://python.org), then: python3 -m pip install aiohttp";
const GET_AIOHTTP: &str = "It needs aiohttp, which `python3 -m pip install aiohttp` installs; where Python is the system's, do that in an environment of its own:\n\n  python3 -m venv target/python && . target/python/bin/activate && pip install aiohttp\n";

/// What is taken from the folder, besides packages.
const FILES: [&str; 4] = ["test.py", "client.py", "server.py", "tracecontext/__init__.py"];

pub struct Harness {
    /// The folder of test.py.
    folder: PathBuf,
    python: PathBuf,
}

/// What the suite said of one service.
#[derive(Debug, Default, PartialEq)]
pub struct Outcome {
    pub tests: usize,
    /// Their names.
    pub failed: Vec<String>,
    pub skipped: usize,
}

impl Outcome {
    /// A skipped test shows nothing: at these levels there is none to skip.
    pub fn conforms(&self) -> bool {
        self.tests > 0 && self.failed.is_empty() && self.skipped == 0
    }
}

impl Harness {
    /// The suite in a checkout or in its folder `test`, with all that it needs to run.
    pub fn find(suite: Option<&Path>) -> Result<Self> {
        let Some(suite) = suite else {
            bail!("--suite DIR is missing: the W3C's suite is not part of this repository. {GET_SUITE}")
        };
        let holds_all = |folder: &PathBuf| FILES.iter().all(|file| folder.join(file).is_file());
        let Some(folder) = [suite.join("test"), suite.to_path_buf()].into_iter().find(holds_all) else {
            bail!(
                "{} is no checkout of the W3C's suite: {} are not all there. {GET_SUITE}",
                suite.display(),
                FILES.join(", ")
            );
        };
        let test = std::fs::read_to_string(folder.join("test.py")).context("test.py of the suite cannot be read")?;
        if !test.contains("SPEC_LEVEL") {
            bail!(
                "the suite in {} is older than Trace Context Level 2. Bring it up to date with `git pull`.",
                folder.display()
            );
        }
        let Ok(python) = which::which("python3") else {
            bail!("the W3C's suite is written in Python, which is not installed. {GET_PYTHON}")
        };
        if !process::succeeds(Command::new(&python).args(["-c", "import aiohttp"])) {
            bail!("the W3C's suite cannot run yet. {GET_AIOHTTP}");
        }
        Ok(Self { folder, python })
    }

    /// Runs every test against a service, at the strictest levels. What the suite prints is seen as it comes.
    pub fn run(&self, address: &str) -> Result<Outcome> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut suite = Command::new(&self.python)
            .args(["-u", "test.py"])
            .arg(format!("{address}test"))
            .current_dir(&self.folder)
            .env("STRICT_LEVEL", "2")
            .env("SPEC_LEVEL", "2")
            .env("HARNESS_PORT", port.to_string())
            .env("PYTHONDONTWRITEBYTECODE", "1")
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
        let status = suite.wait()?;
        let outcome = outcome(&printed).context("the suite broke off. What it printed above says why.")?;
        // What cannot be read from the report, the exit code still says.
        if status.success() != outcome.failed.is_empty() {
            bail!("the suite's report and its exit code differ ({status}). What it printed above says why.");
        }
        Ok(outcome)
    }
}

/// Reads the report of Python's unittest; nothing where it has no end.
fn outcome(printed: &str) -> Option<Outcome> {
    let tests = printed.lines().find_map(|line| line.strip_prefix("Ran ")?.split(' ').next()?.parse().ok())?;
    let verdict = printed.lines().rev().find(|line| line.starts_with("OK") || line.starts_with("FAILED"))?;
    let skipped = verdict
        .split_once("skipped=")
        .and_then(|(_, rest)| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .unwrap_or(0);
    let failed = printed
        .lines()
        .filter_map(|line| line.strip_prefix("FAIL: ").or_else(|| line.strip_prefix("ERROR: ")))
        .map(str::to_owned)
        .collect();
    Some(Outcome { tests, failed, skipped })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_without_failures_conforms() {
        let read = outcome("test_a (X.test_a) ... ok\n\n-----\nRan 41 tests in 0.381s\n\nOK\n").unwrap();
        assert_eq!(read, Outcome { tests: 41, ..Outcome::default() });
        assert!(read.conforms());
    }

    #[test]
    fn failures_and_errors_are_named() {
        let read = outcome(
            "test_a (X) ... FAIL\n====\nFAIL: test_a (X)\n----\nERROR: test_b (X)\n----\nRan 3 tests in 1s\n\nFAILED (failures=1, errors=1, skipped=1)\n",
        )
        .unwrap();
        assert_eq!(read.failed, ["test_a (X)", "test_b (X)"]);
        assert_eq!((read.tests, read.skipped), (3, 1));
        assert!(!read.conforms());
    }

    #[test]
    fn no_tests_and_skipped_tests_show_nothing() {
        assert!(!outcome("Ran 0 tests in 0s\n\nOK\n").unwrap().conforms());
        assert!(!outcome("Ran 41 tests in 1s\n\nOK (skipped=12)\n").unwrap().conforms());
    }

    #[test]
    fn a_report_that_breaks_off_is_none() {
        assert_eq!(outcome("Traceback (most recent call last):\n  ...\nOSError: address in use\n"), None);
        assert_eq!(outcome(""), None);
    }
}
