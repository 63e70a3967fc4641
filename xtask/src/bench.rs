//! `cargo xtask bench`: the package against other libraries and its own twin in JavaScript, measured by `benches/js`.

use std::ffi::OsString;

use anyhow::Result;
use xshell::cmd;

use crate::build::package;
use crate::workspace::Workspace;
use crate::{progress, tools};

/// Builds the package, installs what it is compared with, measures. `benches/js/run.mjs` reads the options.
pub fn run(workspace: &Workspace, options: &[OsString]) -> Result<()> {
    let (sh, results) = (&workspace.sh, workspace.target.join("bench.json"));
    if options.iter().any(|option| option == "--help") {
        return Ok(cmd!(sh, "node benches/js/run.mjs --help").quiet().run()?);
    }
    package::build(workspace)?;
    // Optional are native parts, which scripts would build; no measured code needs them.
    tools::npm_ci(sh, &workspace.root.join("benches"), &["--omit=optional", "--ignore-scripts"])?;
    progress("measuring: leave the machine alone for as long as it takes");
    let chromium = tools::chromium().map(|program| ("CHROMIUM", program));
    Ok(cmd!(sh, "node benches/js/run.mjs --out {results} {options...}").envs(chromium).run()?)
}
