//! The JavaScript of the repository as tools read it: formatted, linted, type-checked, and importing only what it may.

use anyhow::{Context, Result};
use xshell::cmd;

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
    let sh = &workspace.sh;
    let tool = |script: &str| workspace.root.join("node_modules").join(script);
    let biome = tool("@biomejs/biome/bin/biome");
    cmd!(sh, "node {biome} check --error-on-warnings .")
        .run()
        .context("`npx biome check --write .` repairs what it can; biome.jsonc has the rules")?;
    let tsc = tool("typescript/bin/tsc");
    for project in PROJECTS {
        cmd!(sh, "node {tsc} --project {project} --pretty false").run()?;
    }
    let cruiser = tool("dependency-cruiser/bin/dependency-cruise.mjs");
    cmd!(sh, "node {cruiser} --config .dependency-cruiser.mjs src/js pkg-template/names")
        .run()
        .context("docs/architecture.md says who may import whom, and .dependency-cruiser.mjs has it as rules")
}
