//! The JavaScript of the repository as tools read it: formatted, linted, type-checked, and importing only what it may.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;

/// The folders with a `tsconfig.json`: each says in which environment its code runs, and how strictly it is checked.
const PROJECTS: &[&str] = &[
    "pkg-template",
    "src/js",
    "www/page",
    "www/page/trace",
    "www/server",
    "www/workers",
    "tests",
    "tests/package/suite",
    "tests/package/workerd/workers",
    "benches/js",
];

pub fn check(workspace: &Workspace) -> Result<()> {
    tools::npm_packages(workspace)?;
    progress("format and lint");
    process::run(
        node_tool(workspace, "@biomejs/biome/bin/biome")?.args(["check", "--error-on-warnings", "."]),
        "`npx biome check --write .` repairs what it can. biome.jsonc has the rules.",
    )?;
    for project in PROJECTS {
        progress(&format!("types of {project}"));
        process::run(
            node_tool(workspace, "typescript/bin/tsc")?.args(["--project", project, "--pretty", "false"]),
            "The message above names the place.",
        )?;
    }
    progress("imports");
    process::run(
        node_tool(workspace, "dependency-cruiser/bin/dependency-cruise.mjs")?.args([
            "--config",
            ".dependency-cruiser.mjs",
            "src/js",
            "pkg-template/names",
        ]),
        "docs/architecture.md says who may import whom, and .dependency-cruiser.mjs has it as rules.",
    )
}

fn node_tool(workspace: &Workspace, script: impl AsRef<Path>) -> Result<Command> {
    let script: PathBuf = workspace.root.join("node_modules").join(script);
    let mut node = Command::new(tools::node()?);
    node.arg(script).current_dir(&workspace.root);
    Ok(node)
}
