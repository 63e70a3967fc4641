//! `cargo xtask test`: the parts one after the other, then what came of each.

pub mod consumer;
pub mod consumers;
pub mod docs;
pub mod examples;
pub mod javascript;
pub mod msrv;
pub mod nightly;
mod parts;
pub mod summary;
pub mod test_runner;

use std::env;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::process::progress;
use crate::workspace::Workspace;
use parts::{Bench, PARTS, Part};
use summary::{Outcome, Row};

/// Every name that `cargo xtask test NAME` takes: the parts, and the words that several of them begin with.
pub fn names() -> Vec<&'static str> {
    let mut names = Vec::new();
    for name in PARTS.iter().flat_map(|part| [group(part), part.name]) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Runs the named parts, or all. Fails if one fails; on a CI machine (`CI=true`), also if one had to be skipped that
/// `CI_MAY_SKIP` does not name.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    let is_ci = env::var("CI").as_deref() == Ok("true");
    // Set by .ci/run, in plain sight, where a machine has no nightly Rust and none can be had.
    let excused = env::var("CI_MAY_SKIP").unwrap_or_default();
    let may_skip = |part: &Part| !is_ci || excused.split_whitespace().any(|name| name == part.name);
    let bench = Bench::new(workspace);
    let chosen = |part: &&Part| names.is_empty() || names.iter().any(|name| name == part.name || name == group(part));

    let mut rows = Vec::new();
    for part in PARTS.iter().filter(chosen) {
        progress(&format!("test {}", part.name));
        let start = Instant::now();
        let outcome = outcome(part, &bench, may_skip(part));
        if let Outcome::Failed(why) = &outcome {
            eprintln!("error: {why}");
        }
        rows.push(Row { name: part.name, outcome, time: start.elapsed() });
    }
    print!("{}", summary::text("part", &rows));
    let failed = rows.iter().any(|row| matches!(row.outcome, Outcome::Failed(_)));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn outcome(part: &Part, bench: &Bench, may_skip: bool) -> Outcome {
    for need in part.needs {
        match need() {
            Ok(()) => {}
            Err(missing) if may_skip => return Outcome::Skipped(format!("{missing:#}")),
            Err(missing) => return Outcome::Failed(format!("may not be skipped where CI=true. {missing:#}")),
        }
    }
    match (part.run)(bench) {
        Ok(()) => Outcome::Passed,
        Err(error) => Outcome::Failed(format!("{error:#}")),
    }
}

/// `package` of `package-deno`.
fn group(part: &Part) -> &'static str {
    part.name.split_once('-').map_or(part.name, |(group, _)| group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_listed_once() {
        let mut names = names();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.contains(&"package") && names.contains(&"package-deno") && names.contains(&"fmt"));
    }
}
