//! `cargo xtask fuzz`: the laws of tests/core/laws against inputs of cargo-fuzz, on every core at once.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::iter;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use serde_json::Value;
use xshell::{Cmd, Shell};

use crate::workspace::Workspace;
use crate::{progress, tools};

const MINUTE: u32 = 60;

/// A target that tried fewer inputs did not work: this many take hundredths of a second.
const FEWEST: u64 = 1_000;

#[derive(Args, Default)]
pub struct Options {
    /// How long each target runs, instead of a minute
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub seconds: Option<u32>,
    /// Only these files of fuzz/targets, instead of all
    #[arg(value_name = "TARGET")]
    pub targets: Vec<String>,
}

/// Makes sure that cargo-fuzz is there, and a nightly Rust that it can build with.
pub fn needs(sh: &Shell) -> Result<()> {
    tools::toolchain(sh, "nightly")?;
    let advice = "cargo-fuzz is not installed. Install it with `cargo install cargo-fuzz --locked`.";
    tools::answers(tools::of_toolchain(sh, "nightly", "cargo").args(["fuzz", "--version"]), advice)
}

/// Builds the targets, runs them, and fails if an input breaks a law.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    needs(&workspace.sh)?;
    let mut targets = options.targets.clone();
    if targets.is_empty() {
        for file in fs::read_dir(workspace.root.join("fuzz/targets"))? {
            targets.extend(file?.path().file_stem().map(|stem| stem.display().to_string()));
        }
    }
    progress("building the fuzz targets");
    cargo_fuzz(workspace, "build").run().context("libFuzzer also needs a C++ compiler (Debian: g++)")?;
    let seconds = options.seconds.unwrap_or(MINUTE);
    let waiting = Mutex::new(targets.into_iter());
    let next = || waiting.lock().expect("no thread panics").next();
    let work = |workspace: Workspace| {
        let failure = |target: String| Some(format!("{target}: {:#}", search(&workspace, &target, seconds).err()?));
        iter::from_fn(next).filter_map(failure).collect::<Vec<_>>()
    };
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let workspaces: Vec<Workspace> = (0..at_once).map(|_| workspace.clone()).collect();
    let broken = thread::scope(|scope| {
        let threads: Vec<_> = workspaces.into_iter().map(|own| scope.spawn(move || work(own))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no thread panics")).collect::<Vec<_>>()
    });
    ensure!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

/// The code under test has no `unsafe`, so there is nothing for a sanitizer to find. Without one, twice as many inputs
/// are tried.
fn cargo_fuzz<'a>(workspace: &'a Workspace, subcommand: &str) -> Cmd<'a> {
    let cargo = tools::of_toolchain(&workspace.sh, "nightly", "cargo");
    cargo.args(["fuzz", subcommand, "--sanitizer=none", "--target-dir"]).arg(workspace.target.join("fuzz/build"))
}

/// Starts from the vectors and the committed seeds. The inputs it finds are kept in target/, for the next run.
fn search(workspace: &Workspace, target: &str, seconds: u32) -> Result<()> {
    let folder = workspace.target.join("fuzz");
    let (corpus, vectors) = (folder.join("corpus").join(target), folder.join("vectors").join(target));
    fs::create_dir_all(&corpus)?;
    write_vectors(workspace, target, &vectors)?;

    progress(&format!("fuzz {target}, {seconds} seconds"));
    let run = cargo_fuzz(workspace, "run")
        .arg(target)
        .args([&corpus, &vectors, &workspace.root.join("fuzz/seeds").join(target)])
        // Longer than any list that leaves. The laws of longer ones need no search.
        .args(["--", "-max_len=2048", "-timeout=10", "-print_final_stats=1"])
        .arg(format!("-max_total_time={seconds}"));
    let mut run = Command::from(run).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let (mut log, mut report) = (File::create(folder.join(format!("{target}.log")))?, String::new());
    for line in BufReader::new(run.stderr.take().context("there is no standard error")?).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        writeln!(log, "{line}")?;
        // libFuzzer's news begin with the number of inputs. A pulse comes each time that this has doubled.
        match line.strip_prefix('#').and_then(|news| news.split_once('\t')) {
            Some((inputs, news)) if news.starts_with("pulse") => progress(&format!("{target}: {inputs} inputs so far")),
            Some(_) => {}
            None => report += &format!("{line}\n"),
        }
    }
    let inputs = inputs(&report);
    if !run.wait()?.success() {
        eprint!("\n{target}:\n{report}");
        bail!("failed: see above, and use `cargo +nightly`. An input in fuzz/seeds/{target} is tried by every test.");
    }
    ensure!(inputs >= FEWEST, "tried {inputs} inputs, which is no fuzzing: see target/fuzz/{target}.log");
    progress(&format!("{target} held for {inputs} inputs"));
    Ok(())
}

fn inputs(report: &str) -> u64 {
    let count = report.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    count.and_then(|count| count.trim().parse().ok()).unwrap_or_default()
}

/// The headers of the vectors, in the form that the target reads (tests/core/laws, `hold_for`).
fn write_vectors(workspace: &Workspace, target: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let file = workspace.root.join(format!("tests/vectors/{}.json", target.replace('_', "-")));
    let vectors: Vec<Value> = if file.exists() { serde_json::from_slice(&fs::read(file)?)? } else { Vec::new() };
    for (index, vector) in vectors.iter().enumerate() {
        let header = |name| vector["headers"].as_array()?.iter().find(|pair| pair[0] == name)?[1].as_str();
        let seed = match (target, vector["input"].as_str(), header("traceparent")) {
            // Received, sampled, changed, and given a child.
            ("context", _, Some(one)) => format!("{one}\n{}\n#<1-2x", header("tracestate").unwrap_or_default()),
            ("tracestate", Some(input), _) => format!("{input}\nshop=checkout\n-shop"),
            (_, Some(input), _) => input.to_owned(),
            _ => continue,
        };
        fs::write(folder.join(format!("vector-{index}")), seed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_without_a_count_is_of_no_input() {
        assert_eq!(inputs("INFO: a seed\nstat::number_of_executed_units: 1030\nstat::peak_rss_mb: 40\n"), 1030);
        assert_eq!(inputs("error: no such command: `fuzz`\n"), 0);
    }
}
