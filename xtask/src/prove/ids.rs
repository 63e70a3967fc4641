//! `cargo xtask ids`: a census of 10^8 ids from the installed package. The tests take a million headers in each
//! runtime.

use std::process::Command;

use anyhow::Result;

use crate::process::{self, progress};
use crate::test::consumer;
use crate::tools;
use crate::workspace::Workspace;

/// Builds and installs the package, and counts.
pub fn run(workspace: &Workspace, count: u32) -> Result<()> {
    let consumer = consumer::install(workspace)?;
    progress(&format!("counting the ids of {count} headers: each that was seen is kept, in {} MB", megabytes(count)));
    let mut node = Command::new(tools::node()?);
    node.arg("tests/stress/ids/run.mjs")
        .arg(consumer)
        .arg("--count")
        .arg(count.to_string())
        .current_dir(&workspace.root);
    process::run(&mut node, "What it printed above says which ids are wrong.")
}

/// What tests/package/suite/support/census.js takes: a table of 16 bytes for each trace-id and one of 8 for each
/// parent-id, of the next power of two that leaves a quarter free.
fn megabytes(count: u32) -> u64 {
    let table = |ids: u32, bytes: u64| (u64::from(ids) * 4).div_ceil(3).next_power_of_two() * bytes;
    (table(count / 2, 16) + table(count, 8)) / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_million_headers_need_two_gigabytes() {
        assert_eq!(megabytes(100_000_000), 2147);
    }
}
