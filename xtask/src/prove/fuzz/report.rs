//! What libFuzzer wrote about a run: how many inputs, and of a broken law the input.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use anyhow::Result;

/// A target that tried fewer did not work: they take hundredths of a second.
const FEWEST: u64 = 1_000;

pub struct Run {
    pub target: &'static str,
    inputs: u64,
    /// Why it ended before its time.
    broken: Option<Broken>,
}

struct Broken {
    /// What the law said.
    message: String,
    /// The file with the input, if it was written.
    input: Option<PathBuf>,
}

impl Run {
    pub fn read(target: &'static str, status: ExitStatus, log: &Path, artifacts: &Path) -> Result<Self> {
        let log = String::from_utf8_lossy(&fs::read(log)?).into_owned();
        let broken = (!status.success()).then(|| Broken { message: message(&log), input: input(&log, artifacts) });
        Ok(Self { target, inputs: number_after(&log, "stat::number_of_executed_units:").unwrap_or_default(), broken })
    }

    pub fn is_good(&self) -> bool {
        self.broken.is_none() && self.inputs >= FEWEST
    }
}

/// A table, and of each law that was broken the input and how to try it again.
pub fn text(runs: &[Run]) -> String {
    let mut text = format!("\n{:<14}{:<9}{:>13}\n", "fuzz target", "result", "inputs");
    for run in runs {
        let result = if run.is_good() { "held" } else { "BROKEN" };
        let inputs = run.inputs;
        writeln!(text, "{:<14}{result:<9}{inputs:>13}", run.target).expect("a String takes all text");
    }
    for Run { target, inputs, broken } in runs {
        match broken {
            Some(broken) => text += &explanation(target, broken),
            None if *inputs < FEWEST => {
                text +=
                    &format!("\n{target} tried {inputs} inputs, which is no fuzzing: see target/fuzz/{target}.log.\n");
            }
            None => {}
        }
    }
    text + "\n"
}

fn explanation(target: &str, Broken { message, input }: &Broken) -> String {
    let Some(input) = input else {
        return format!("\n{target} ended before its time: see target/fuzz/{target}.log.\n{message}\n");
    };
    let bytes = fs::read(input).unwrap_or_default();
    let file = format!("fuzz/artifacts/{target}/{}", input.file_name().unwrap_or_default().display());
    format!(
        "\n{target}: {message}\n  input:     {file}\n  its text:  {:?}\n  try again: cargo +nightly fuzz run -s none {target} {file}\n  \
         shorten:   cargo +nightly fuzz tmin -s none {target} {file}\n  keep:      cp {file} fuzz/seeds/{target}/\n",
        String::from_utf8_lossy(&bytes)
    )
}

/// The number of the last line that begins with `#`.
pub fn inputs_so_far(log: &str) -> u64 {
    let numbers = log.lines().rev().filter_map(|line| line.strip_prefix('#'));
    numbers.filter_map(leading_number).next().unwrap_or_default()
}

fn number_after(log: &str, name: &str) -> Option<u64> {
    leading_number(log.rsplit_once(name)?.1.trim_start())
}

fn leading_number(text: &str) -> Option<u64> {
    text.split(|char: char| !char.is_ascii_digit()).next()?.parse().ok()
}

/// From the panic to libFuzzer's own words, or, where nothing panicked, those.
fn message(log: &str) -> String {
    let panic = log.find("panicked at").map(|start| &log[start..]);
    let said = panic.or_else(|| log.find("ERROR: libFuzzer").map(|start| &log[start..])).unwrap_or(log);
    let lines =
        said.lines().take_while(|line| !["note:", "==", "stack backtrace"].iter().any(|end| line.starts_with(end)));
    lines.take(12).collect::<Vec<_>>().join("\n")
}

fn input(log: &str, artifacts: &Path) -> Option<PathBuf> {
    let (_, written) = log.rsplit_once("Test unit written to ")?;
    let file = Path::new(written.lines().next()?);
    Some(artifacts.join(file.file_name()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
INFO: seed corpus: files: 3
#4\tINITED cov: 2
#1024\tpulse  cov: 3
thread '<unnamed>' (7) panicked at tests/core/laws/target.rs:50:5:
the law's words
note: run with `RUST_BACKTRACE=1`
==7== ERROR: libFuzzer: deadly signal
artifact_prefix='/x/'; Test unit written to /x/crash-ab12
stat::number_of_executed_units: 1030
";

    #[test]
    fn a_log_says_how_many_inputs_and_which_one_broke_the_law() {
        assert_eq!(inputs_so_far(LOG), 1024);
        assert_eq!(number_after(LOG, "stat::number_of_executed_units:"), Some(1030));
        assert_eq!(message(LOG), "panicked at tests/core/laws/target.rs:50:5:\nthe law's words");
        assert_eq!(input(LOG, Path::new("/y")), Some("/y/crash-ab12".into()));
    }

    #[test]
    fn a_target_that_tried_nothing_is_broken() {
        let run = |inputs| Run { target: "redact", inputs, broken: None };
        assert!(run(FEWEST).is_good());
        assert!(!run(0).is_good());
        assert!(text(&[run(0)]).contains("redact tried 0 inputs"));
    }
}
