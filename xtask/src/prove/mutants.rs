//! `cargo xtask mutants`: each edit of `tests/mutants` breaks a copy of the sources on purpose, and the tests have to
//! notice.
//!
//! ```text
//! target/mutants/tree   the sources, brought up to date before each run; no file of the user's is ever touched
//! target/mutants/build  cargo's target folder for it, kept, so that a mutant costs seconds; the installed package
//! ```

mod list;
mod trial;

use std::fs;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use xshell::cmd;

use crate::workspace::Workspace;
use crate::{progress, tools};
use list::{Mutant, Tests};
use trial::Outcome;

/// Tries the named mutants, or all. Fails unless every one of them is killed.
pub fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    let all = list::read(&workspace.root)?;
    if let Some(unknown) = names.iter().find(|name| all.iter().all(|mutant| mutant.name != **name)) {
        bail!("there is no mutant called {unknown}. The names stand in tests/mutants/*.json.");
    }
    let mut chosen: Vec<_> = all.iter().filter(|mutant| names.is_empty() || names.contains(&mutant.name)).collect();
    chosen.sort_by_key(|mutant| mutant.tests);
    // Known before anything is built.
    for mutant in &chosen {
        mutant.broken(&workspace.root)?;
    }

    let tree = copy(workspace)?;
    let [mut killed, mut survived, mut not_built] = [0, 0, 0];
    for mutants in chosen.chunk_by(|one, other| one.tests == other.tests) {
        let tests = mutants[0].tests;
        if tests == Tests::Wasm {
            tools::wasm_target(&workspace.sh).and(tools::node(&workspace.sh))?;
        } else if tests != Tests::Core {
            tools::npm_packages(workspace)?;
        }
        progress(&format!("{} mutants for the tests `{tests:?}`: first without any", mutants.len()));
        match trial::run(&tree, tests)? {
            Outcome::Passed => {}
            Outcome::Failed(test) => bail!("the tests fail without a mutant ({test}): repair that first."),
            Outcome::NotBuilt(why) => bail!("the tests do not build without a mutant:\n{why}"),
        }
        for mutant in mutants {
            let start = Instant::now();
            let (count, word, what) = match run_with(mutant, &tree)? {
                Outcome::Failed(test) => (&mut killed, "killed", format!("by {test}")),
                Outcome::Passed => (&mut survived, "SURVIVED", format!("{}: {}", mutant.file, mutant.why)),
                Outcome::NotBuilt(why) => {
                    (&mut not_built, "NOT BUILT", format!("what does not compile kills nothing:\n{why}"))
                }
            };
            *count += 1;
            println!("{word:<10}{:<44}{:>6.1} s  {what}", mutant.name, start.elapsed().as_secs_f64());
        }
    }
    println!("\n{killed} killed, {survived} survived, {not_built} did not build");
    Ok(if survived + not_built == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run_with(mutant: &Mutant, tree: &Workspace) -> Result<Outcome> {
    let file = tree.root.join(&mutant.file);
    let whole = fs::read(&file)?;
    fs::write(&file, mutant.broken(&tree.root)?)?;
    let outcome = trial::run(tree, mutant.tests);
    fs::write(&file, whole)?;
    outcome
}

/// Brings the copy up to date: what git has or would add, committed or not. A file that did not change keeps its time,
/// so cargo does not build it again.
fn copy(workspace: &Workspace) -> Result<Workspace> {
    let folder = workspace.target.join("mutants");
    let tree = folder.join("tree");
    fs::create_dir_all(&tree)?;
    // With an index of its own each, the user's does not change, and git knows which files of the copy are up to date.
    let (sh, root) = (&workspace.sh, &workspace.root);
    let (own, copied) = (folder.join("sources.index"), folder.join("tree.index"));
    cmd!(sh, "git --work-tree {root} add --all").env("GIT_INDEX_FILE", &own).quiet().run()?;
    let sources = cmd!(sh, "git write-tree").env("GIT_INDEX_FILE", &own).read()?;
    cmd!(sh, "git --work-tree {tree} read-tree --reset -u {sources}").env("GIT_INDEX_FILE", &copied).quiet().run()?;
    workspace.in_copy(&tree, &folder.join("build"))
}
