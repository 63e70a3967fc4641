//! `cargo xtask consumers`: the packed package in an empty folder with each tool that its users have, and README.md's
//! table of them. The quick ones are also a part of `cargo xtask test`.

mod list;
mod table;

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::process::{self, progress};
use crate::test::consumer;
use crate::test::summary::{self, Row};
use crate::tools;
use crate::workspace::Workspace;
use list::Consumer;

/// Every name that `cargo xtask consumers NAME` takes: the folders of `tests/consumers` that have a `check.mjs`.
pub fn names() -> Vec<&'static str> {
    list::all().map(|consumer| consumer.name).collect()
}

/// Runs the named ones, or all, and says what came of each. When all have passed, README.md says so.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    consumer::install(workspace)?;
    let chosen = |consumer: &Consumer| names.is_empty() || names.iter().any(|name| name == consumer.name);
    let rows = check(workspace, chosen);
    let code = summary::close("consumer", &rows);
    if names.is_empty() && !rows.iter().any(Row::failed) && table::write(&workspace.root)? {
        progress("README.md names the versions that were run");
    }
    Ok(code)
}

/// Runs those that take seconds, with the package that [`consumer::install`] has packed.
pub fn run_quick(workspace: &Workspace) -> Result<()> {
    let rows = check(workspace, |consumer| consumer.is_quick);
    let failed: Vec<_> = rows.iter().filter(|row| row.failed()).map(|row| row.name).collect();
    if !failed.is_empty() {
        bail!("{} of {} failed: {}. What they printed above says why.", failed.len(), rows.len(), failed.join(", "));
    }
    Ok(())
}

fn check(workspace: &Workspace, chosen: impl Fn(&Consumer) -> bool) -> Vec<Row> {
    let row = |consumer: &'static Consumer| {
        progress(&format!("tests/consumers/{}", consumer.name));
        Row::of(consumer.name, None, || check_one(workspace, consumer))
    };
    list::all().filter(|consumer| chosen(consumer)).map(row).collect()
}

fn check_one(workspace: &Workspace, consumer: &Consumer) -> Result<()> {
    let mut node = Command::new(tools::node()?);
    node.arg(Path::new("tests/consumers").join(consumer.name).join("check.mjs")).arg(consumer::tarball(workspace));
    node.env("CHROMIUM", tools::chromium()?).current_dir(&workspace.root);
    process::run(&mut node, "What it printed above says why.")
}
