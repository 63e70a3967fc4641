//! `cargo xtask bench`: the package against other libraries and its own twin in JavaScript, measured by `benches/js`.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::build::package;
use crate::process::{self, progress};
use crate::tools;
use crate::workspace::Workspace;

const RUNTIMES: [&str; 3] = ["node", "chromium", "workerd"];

/// What to measure. Without a word about it: the speed of every operation in every runtime.
#[derive(Args)]
pub struct Options {
    /// Only this runtime; can be given several times
    #[arg(long, value_name = "NAME", value_parser = RUNTIMES)]
    runtime: Vec<String>,
    /// Only this operation; can be given several times
    #[arg(long, value_name = "NAME")]
    op: Vec<String>,
    /// A minute instead of several: enough to see a change, too little to quote
    #[arg(long)]
    quick: bool,
    /// Fail if a figure misses its bar in benches/js/thresholds.js, and name each that does
    #[arg(long)]
    check: bool,
    /// Instead of speed: import and first header in fresh Node processes
    #[arg(long)]
    startup: bool,
    /// Instead of speed: the heap of contexts that are kept, and what dropped ones leave behind
    #[arg(long)]
    memory: bool,
}

/// Builds the package, installs what it is compared with, measures.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    package::build(workspace)?;
    // Optional are native parts, which scripts would build; no measured code needs them.
    tools::npm_ci(&workspace.root.join("benches"), &["--omit=optional", "--ignore-scripts"])?;

    let mut node = Command::new(tools::node()?);
    node.arg("benches/js/run.mjs").args(options.arguments()).current_dir(&workspace.root);
    if options.measures_speed() {
        node.arg("--out").arg(workspace.target.join("bench.json"));
    }
    if options.measures_speed() && options.runtimes().any(|runtime| runtime == "chromium") {
        node.env("CHROMIUM", tools::chromium()?);
    }
    progress("measuring: leave the machine alone for as long as it takes");
    process::run(&mut node, "Its message above says why.")
}

impl Options {
    fn measures_speed(&self) -> bool {
        !self.startup && !self.memory
    }

    fn runtimes(&self) -> impl Iterator<Item = &str> {
        let all = if self.runtime.is_empty() { &RUNTIMES[..] } else { &[] };
        self.runtime.iter().map(String::as_str).chain(all.iter().copied())
    }

    fn arguments(&self) -> Vec<&str> {
        let mut arguments = Vec::new();
        for (name, values) in [("--runtime", &self.runtime), ("--op", &self.op)] {
            arguments.extend(values.iter().flat_map(|value| [name, value]));
        }
        let flags =
            [("--quick", self.quick), ("--check", self.check), ("--startup", self.startup), ("--memory", self.memory)];
        arguments.extend(flags.iter().filter(|(_, given)| *given).map(|(name, _)| *name));
        arguments
    }
}
