//! The programs from outside: whether they are there and new enough, and how the missing ones are installed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use xshell::{Cmd, Shell, cmd};

use crate::progress;
use crate::workspace::Workspace;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What rustc itself enables for [`WASM_TARGET`], and so what every supported host can run. wasm-opt must not be given
/// more (`--all-features`): it would use what Node 20 and the bundlers' parsers refuse.
pub const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

const OLDEST_NODE: u64 = 20;

const GET_NODE: &str = "Install Node.js 20 or newer (https://nodejs.org), which brings npm.";

/// Makes sure that Node.js is there and new enough, and npm.
pub fn node(sh: &Shell) -> Result<()> {
    let version = cmd!(sh, "node --version").quiet().read().context(GET_NODE)?;
    match semver::Version::parse(version.trim_start_matches('v')) {
        Ok(version) if version.major >= OLDEST_NODE => npm().map(drop),
        _ => bail!("Node.js {version} is too old. {GET_NODE}"),
    }
}

/// Windows starts a script such as npm only by its whole path.
pub fn npm() -> Result<PathBuf> {
    which::which("npm").map_err(|_| anyhow!("npm is not installed. {GET_NODE}"))
}

/// Installs what the package-lock.json of a folder names, unless that has been done since it last changed.
pub fn npm_ci(sh: &Shell, folder: &Path, options: &[&str]) -> Result<()> {
    let modified = |path| fs::metadata(folder.join(path)).and_then(|metadata| metadata.modified());
    // npm writes this file last, so an installation that was cut short does not count.
    if let (Ok(installed), Ok(locked)) = (modified("node_modules/.package-lock.json"), modified("package-lock.json"))
        && installed >= locked
    {
        return Ok(());
    }
    progress("installing npm packages");
    let (npm, _folder) = (npm()?, sh.push_dir(folder));
    cmd!(sh, "{npm} ci --no-audit --no-fund {options...}").run().context("if it is about the network, try again")
}

/// Installs what the root's package-lock.json names.
pub fn npm_packages(workspace: &Workspace) -> Result<()> {
    node(&workspace.sh)?;
    npm_ci(&workspace.sh, &workspace.root, &[])
}

/// Makes sure that rustc can build for WebAssembly.
pub fn wasm_target(sh: &Shell) -> Result<()> {
    let folder = cmd!(sh, "rustc --print target-libdir --target {WASM_TARGET}").quiet().ignore_stderr().read();
    // rustc names the folder whether it is there or not.
    if folder.is_ok_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    let add = || cmd!(sh, "rustup target add {WASM_TARGET}").run();
    // Its server is slow to answer a first request now and then; the second finds it awake.
    add().or_else(|_| add()).with_context(|| {
        format!("install rustup (https://rustup.rs), or the target {WASM_TARGET} by the way this Rust came")
    })
}

/// A subcommand that comes as a component of a Rust toolchain: `fmt`, `clippy`.
pub fn cargo_component(sh: &Shell, subcommand: &str, component: &str) -> Result<()> {
    let advice = format!("{component} is not installed. Add it with `rustup component add {component}`.");
    answers(cmd!(sh, "cargo {subcommand} --version"), &advice)
}

/// Makes sure that another Rust than the one that runs us is there: `nightly`, or a version.
pub fn toolchain(sh: &Shell, name: &str) -> Result<()> {
    let advice = format!(
        "Rust {name} is not installed. Add it with `rustup toolchain install {name} --profile minimal` \
         (https://rustup.rs has rustup)."
    );
    answers(of_toolchain(sh, name, "rustc").arg("--version"), &advice)
}

/// A program of another Rust. Newer versions of rustup would bring a toolchain in silence.
pub fn of_toolchain<'a>(sh: &'a Shell, name: &str, program: &str) -> Cmd<'a> {
    cmd!(sh, "rustup run {name} {program}").env("RUSTUP_AUTO_INSTALL", "0")
}

/// Miri, and the source of the standard library that it runs.
pub fn miri(sh: &Shell) -> Result<()> {
    toolchain(sh, "nightly")?;
    let advice = "Miri is not installed. Add it with `rustup component add --toolchain nightly miri rust-src`; of the \
                  nightlies of some days there is none.";
    answers(of_toolchain(sh, "nightly", "cargo").args(["miri", "--version"]), advice)
}

/// Chromium or Chrome: the program that `CHROMIUM` names, else the first one on `PATH`.
pub fn chromium() -> Result<PathBuf> {
    const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    program("CHROMIUM", "Chromium", &NAMES)
}

/// Firefox: the program that `FIREFOX` names, else the first one on `PATH`.
pub fn firefox() -> Result<PathBuf> {
    program("FIREFOX", "Firefox", &["firefox", "firefox-esr"])
}

/// The program through which tests drive Chromium: the one that `CHROMEDRIVER` names, else the one on `PATH`.
pub fn chromedriver() -> Result<PathBuf> {
    program("CHROMEDRIVER", "chromedriver", &["chromedriver"])
}

fn program(variable: &str, title: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(named) = env::var_os(variable) {
        return which::which(&named)
            .map_err(|_| anyhow!("{variable} is set to {}, which is no program.", named.display()));
    }
    names
        .iter()
        .find_map(|name| which::which(name).ok())
        .with_context(|| format!("{title} is not installed. Install it, or set {variable} to its path."))
}

/// Makes sure that a program is there: that it starts and succeeds. `advice` is the whole error.
pub fn answers(command: Cmd<'_>, advice: &str) -> Result<()> {
    command.quiet().ignore_stdout().ignore_stderr().run().map_err(|_| anyhow!("{advice}"))
}
