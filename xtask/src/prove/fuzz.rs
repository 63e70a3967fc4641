//! `cargo xtask fuzz`: the laws of tests/core/laws against inputs that libFuzzer makes, as many targets at once as
//! there are cores.

mod report;
mod seeds;

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::process::{self, progress};
use crate::test::nightly;
use crate::workspace::Workspace;
use report::Run;

/// A family of laws each: fuzz/targets/*.rs.
const TARGETS: [&str; 6] = ["context", "redact", "server_timing", "target", "traceparent", "tracestate"];

/// The code under test has no `unsafe`: what the address sanitizer would find cannot be, and without it twice as many
/// inputs are tried.
const NO_SANITIZER: [&str; 2] = ["--sanitizer", "none"];

const MINUTE: u32 = 60;

/// How often the numbers of inputs are told.
const NEWS: Duration = Duration::from_secs(15);

/// What to run. Without a word about it: every target for a minute.
#[derive(Args)]
pub struct Options {
    /// How long each target runs
    #[arg(long, value_name = "N", default_value_t = MINUTE, value_parser = clap::value_parser!(u32).range(1..))]
    pub seconds: u32,
    /// Only these targets
    #[arg(value_name = "TARGET", value_parser = TARGETS)]
    pub targets: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { seconds: MINUTE, targets: Vec::new() }
    }
}

/// Builds the targets, runs them, and fails if an input breaks a law.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    nightly::fuzz()?;
    let build = workspace.target.join("fuzz/build");
    progress("building the fuzz targets");
    process::run(
        nightly::cargo()
            .args(["fuzz", "build"])
            .args(NO_SANITIZER)
            .arg("--target-dir")
            .arg(&build)
            .current_dir(&workspace.root),
        "The compiler's message above says why; the library that drives the targets also needs a C++ compiler (Debian: g++).",
    )?;
    let programs = build.join(nightly::host()?).join("release");

    let chosen = |target: &&&str| options.targets.is_empty() || options.targets.iter().any(|name| name == **target);
    let mut waiting: VecDeque<&str> = TARGETS.iter().filter(chosen).copied().collect();
    let at_once = thread::available_parallelism().map_or(1, usize::from);
    let (mut running, mut runs) = (Vec::<Running>::new(), Vec::new());
    let mut told = Instant::now();
    while !(waiting.is_empty() && running.is_empty()) {
        while running.len() < at_once
            && let Some(target) = waiting.pop_front()
        {
            progress(&format!("fuzz {target}, {} seconds", options.seconds));
            running.push(Running::start(workspace, &programs, target, options.seconds)?);
        }
        thread::sleep(Duration::from_millis(200));
        if told.elapsed() > NEWS {
            told = Instant::now();
            let news: Vec<String> = running.iter().map(Running::news).collect();
            progress(&format!("so far: {}", news.join(", ")));
        }
        let mut still = Vec::new();
        for mut one in running {
            match one.child.try_wait()? {
                Some(status) => runs.push(Run::read(one.target, status, &one.log, &one.artifacts)?),
                None => still.push(one),
            }
        }
        running = still;
    }
    runs.sort_by_key(|run| run.target);
    print!("{}", report::text(&runs));
    let broken: Vec<&str> = runs.iter().filter(|run| !run.is_good()).map(|run| run.target).collect();
    if !broken.is_empty() {
        bail!("{}: see above for the input and how to try it again.", broken.join(", "));
    }
    Ok(())
}

struct Running {
    target: &'static str,
    child: Child,
    log: PathBuf,
    artifacts: PathBuf,
}

impl Running {
    /// Starts from the vectors and the committed seeds. What is found on the way is kept in target/, for the next run.
    fn start(workspace: &Workspace, programs: &Path, target: &'static str, seconds: u32) -> Result<Self> {
        let folder = workspace.target.join("fuzz");
        let (corpus, seeds) = (folder.join("corpus").join(target), folder.join("seeds").join(target));
        let artifacts = workspace.root.join("fuzz/artifacts").join(target);
        for folder in [&corpus, &artifacts] {
            fs::create_dir_all(folder)?;
        }
        seeds::write(workspace, target, &seeds)?;
        let log = folder.join(format!("{target}.log"));
        let file = File::create(&log)?;
        let mut prefix = artifacts.clone().into_os_string();
        prefix.push("/");

        let mut command = Command::new(programs.join(target));
        command
            .arg(format!("-max_total_time={seconds}"))
            // Longer than any list that leaves; the laws of what is longer need no search.
            .args(["-max_len=2048", "-timeout=10", "-print_final_stats=1"])
            .arg(format!("-artifact_prefix={}", prefix.display()))
            .args([&corpus, &seeds, &workspace.root.join("fuzz/seeds").join(target)])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file);
        let child = command.spawn().with_context(|| format!("the fuzz target {target} could not be started"))?;
        Ok(Self { target, child, log, artifacts })
    }

    fn news(&self) -> String {
        let log = fs::read(&self.log).unwrap_or_default();
        format!("{} {} inputs", self.target, report::inputs_so_far(&String::from_utf8_lossy(&log)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_targets_is_run() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/targets");
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut names: Vec<String> = names.map(|path| path.file_stem().unwrap().display().to_string()).collect();
        names.sort_unstable();
        assert_eq!(names, TARGETS);
    }
}
