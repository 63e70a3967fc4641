//! `cargo xtask mutants`: each edit of `tests/mutants` breaks a copy of the sources on purpose, and the tests have to
//! notice.
//!
//! ```text
//! target/mutants/tree      the sources, brought up to date before each run; no file of the user's is ever touched
//! target/mutants/build     cargo's target folder for it, kept, so that a mutant costs seconds
//! target/mutants/consumer  the installed package, for mutants of its JavaScript
//! ```

mod copy;
mod list;
mod trial;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::progress;
use crate::workspace::Workspace;
use list::{Mutant, Tests};
use trial::{Bench, Outcome};

/// Tries the named mutants, or all. Fails unless every one of them is killed.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    let all = list::read(&workspace.root)?;
    if let Some(unknown) = names.iter().find(|name| all.iter().all(|mutant| mutant.name != **name)) {
        bail!("there is no mutant called {unknown}. The names stand in tests/mutants/*.json.");
    }
    let chosen: Vec<&Mutant> = all.iter().filter(|mutant| names.is_empty() || names.contains(&mutant.name)).collect();
    // Known before anything is built.
    for mutant in &chosen {
        mutant.broken(&workspace.root)?;
    }

    let mut tally = Tally::default();
    for tests in [Tests::Core, Tests::Wasm, Tests::Package, Tests::Deno] {
        let mutants: Vec<_> = chosen.iter().filter(|mutant| mutant.tests == tests).collect();
        if mutants.is_empty() {
            continue;
        }
        progress(&format!("{} mutants for the {} tests: first without any", mutants.len(), tests.name()));
        let bench = Bench::set_up(workspace, tests)?;
        match bench.run()? {
            Outcome::Passed => {}
            Outcome::Failed(test) => {
                bail!("the {} tests fail without a mutant ({test}): repair that first.", tests.name())
            }
            Outcome::NotBuilt(why) => bail!("the {} tests do not build without a mutant:\n{why}", tests.name()),
        }
        for mutant in mutants {
            tally.count(mutant, &bench)?;
        }
    }
    println!("\n{} killed, {} survived, {} did not build", tally.killed, tally.survived, tally.not_built);
    Ok(if tally.survived + tally.not_built == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Default)]
struct Tally {
    killed: u32,
    survived: u32,
    not_built: u32,
}

impl Tally {
    fn count(&mut self, mutant: &Mutant, bench: &Bench) -> Result<()> {
        let start = Instant::now();
        let outcome = bench.run_with(mutant)?;
        let (name, seconds) = (&mutant.name, start.elapsed().as_secs_f64());
        match outcome {
            Outcome::Failed(test) => {
                self.killed += 1;
                println!("killed    {name:<44}{seconds:>6.1} s  by {test}");
            }
            Outcome::Passed => {
                self.survived += 1;
                println!("SURVIVED  {name:<44}{seconds:>6.1} s  {}: {}", mutant.file, mutant.why);
            }
            Outcome::NotBuilt(why) => {
                self.not_built += 1;
                println!("NOT BUILT {name:<44}{seconds:>6.1} s  what does not compile kills nothing:\n{why}");
            }
        }
        Ok(())
    }
}

/// Reads a file of a tree, or says which one it is that cannot be read.
fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}
