//! `cargo xtask test`: the parts one after the other, then what came of each.

pub mod consumer;
pub mod docs;
mod examples;
mod installed;
mod javascript;
mod parts;
pub mod summary;

use std::env;
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::progress;
use crate::workspace::Workspace;
use installed::Installed;
use parts::{PARTS, Part, Run};
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
    let package = Installed::new(workspace);
    let chosen = |part: &&Part| names.is_empty() || names.iter().any(|name| name == part.name || name == group(part));

    let row = |part: &Part| {
        progress(&format!("test {}", part.name));
        let missing = part.needs.iter().find_map(|need| need(workspace).err()).map(|missing| format!("{missing:#}"));
        match missing {
            Some(missing) if !may_skip(part) => {
                Row::of(part.name, None, || bail!("may not be skipped where CI=true. {missing}"))
            }
            missing => Row::of(part.name, missing, || run_part(part, &package)),
        }
    };
    let rows: Vec<_> = PARTS.iter().filter(chosen).map(row).collect();
    Ok(summary::close(&rows))
}

fn run_part(part: &Part, package: &Installed) -> Result<()> {
    match part.run {
        Run::Rust(run) => run(package),
        Run::Script(script) => package.script(script),
    }
}

/// Builds and installs the package, and runs a script over it, with arguments of its own.
pub fn script<A: AsRef<OsStr>>(workspace: &Workspace, script: &str, arguments: &[A]) -> Result<()> {
    Installed::new(workspace).script_with(script, arguments)
}

/// wasm-bindgen's test runner, named in .cargo/config.toml, with the version that fits.
pub fn wasm_runner(arguments: Vec<OsString>) -> Result<()> {
    let program = OsString::from("wasm-bindgen-test-runner");
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(program).chain(arguments))
        .context("a test module could not be run")
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
