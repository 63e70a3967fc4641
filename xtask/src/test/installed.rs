//! What the parts share: the repository, and the installed package.

use std::cell::OnceCell;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use xshell::cmd;

use crate::test::consumer;
use crate::tools;
use crate::workspace::Workspace;

pub struct Installed<'a> {
    pub workspace: &'a Workspace,
    /// Installed when the first part asks for it. If that fails, it fails for every part in the same words.
    consumer: OnceCell<Result<PathBuf, String>>,
}

impl<'a> Installed<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        Self { workspace, consumer: OnceCell::new() }
    }

    /// The folder that the package is installed into.
    pub fn consumer(&self) -> Result<&Path> {
        let install = || consumer::install(self.workspace).map_err(|error| format!("{error:#}"));
        self.consumer.get_or_init(install).as_deref().map_err(|why| anyhow!("the package is not there: {why}"))
    }

    /// The package as it is installed: nothing is checked but what is published.
    pub fn installed(&self) -> Result<PathBuf> {
        Ok(self.consumer()?.join("node_modules/tracehop"))
    }

    /// Runs a script over the installed package. It exits with 0 if all is well.
    pub fn script(&self, script: &str) -> Result<()> {
        self.script_with::<&str>(script, &[])
    }

    pub fn script_with<A: AsRef<OsStr>>(&self, script: &str, more: &[A]) -> Result<()> {
        let (sh, consumer) = (&self.workspace.sh, self.consumer()?);
        let consumer = consumer.strip_prefix(&self.workspace.root).unwrap_or(consumer);
        let browsers = [("CHROMIUM", tools::chromium()), ("FIREFOX", tools::firefox())];
        let found = browsers.into_iter().filter_map(|(name, program)| Some((name, program.ok()?)));
        Ok(cmd!(sh, "node {script} {consumer}").args(more).envs(found).run()?)
    }
}
