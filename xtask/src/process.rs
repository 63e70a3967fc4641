//! Running programs: a line of progress before, a sentence of advice when it goes wrong.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Says what happens next, before anything that can take longer than a moment.
pub fn progress(what: &str) {
    eprintln!("==> {what}");
}

/// Runs a program to its end; what it prints is seen as it comes. `advice` completes the error: what to do about it.
pub fn run(command: &mut Command, advice: &str) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("`{}` failed ({status}). {advice}", line(command));
    }
    Ok(())
}

/// Runs a program whose output matters only to us, or when it fails. Returns what it wrote to standard output.
pub fn read(command: &mut Command, advice: &str) -> Result<String> {
    let output = command.output().with_context(|| not_started(command))?;
    if !output.status.success() {
        let mut stderr = io::stderr().lock();
        stderr.write_all(&output.stdout)?;
        stderr.write_all(&output.stderr)?;
        bail!("`{}` failed ({}). {advice}", line(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not print text", line(command)))
}

/// Makes sure that a program is there: that it starts and succeeds. What it prints is dropped; `advice` is the whole error.
pub fn answers(command: &mut Command, advice: &str) -> Result<()> {
    command.output().is_ok_and(|output| output.status.success()).then_some(()).with_context(|| advice.to_owned())
}

fn not_started(command: &Command) -> String {
    format!("`{}` could not be started", line(command))
}

/// The command as one would type it, with the program's name instead of its path.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words: Vec<_> = std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}
