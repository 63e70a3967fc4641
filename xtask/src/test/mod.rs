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

use anyhow::{Result, bail};

use crate::process::progress;
use crate::workspace::Workspace;
use parts::{Bench, PARTS, Part};
use summary::Row;

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

    let row = |part: &Part| {
        progress(&format!("test {}", part.name));
        let missing = part.needs.iter().find_map(|need| need().err()).map(|missing| format!("{missing:#}"));
        match missing {
            Some(missing) if !may_skip(part) => {
                Row::of(part.name, None, || bail!("may not be skipped where CI=true. {missing}"))
            }
            missing => Row::of(part.name, missing, || (part.run)(&bench)),
        }
    };
    let rows: Vec<_> = PARTS.iter().filter(chosen).map(row).collect();
    Ok(summary::close(&rows))
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
