//! The service under test: a process that lives as long as the value.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::tools;
use crate::workspace::Workspace;

const LISTENING: &str = "listening on ";

pub struct Service {
    process: Child,
    /// Where it listens: `http://127.0.0.1:N/`.
    pub address: String,
}

impl Service {
    /// Starts it over `pkg/` on a free port, and waits until it listens.
    pub fn start(workspace: &Workspace, runtime: &str) -> Result<Self> {
        let process = Command::new(tools::node()?)
            // However this program ends, its end of standard input closes, and the service and all it started end too.
            .args(["tests/agree/w3c/service.mjs", "--runtime", runtime, "--port", "0", "--until-stdin-ends"])
            .current_dir(&workspace.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("tests/agree/w3c/service.mjs could not be started")?;
        let mut service = Self { process, address: String::new() };

        let mut output = BufReader::new(service.process.stdout.take().context("the service has no standard output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        match line.trim_end().strip_prefix(LISTENING) {
            Some(address) => address.clone_into(&mut service.address),
            None => bail!("tests/agree/w3c/service.mjs did not start in {runtime}. What it printed above says why."),
        }
        // The lines of its traces. Nobody reads them here, but a full pipe would stop it.
        thread::spawn(move || io::copy(&mut output, &mut io::sink()));
        Ok(service)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // It has ended by now, or does so at once.
        let _ = self.process.wait();
    }
}
