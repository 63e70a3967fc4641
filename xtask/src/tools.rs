//! The programs from outside: where they are, whether they are new enough, and how the missing ones are installed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::process::{self, progress};
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

/// Node.js, if it is new enough.
pub fn node() -> Result<PathBuf> {
    let node = which::which("node").map_err(|_| anyhow!("Node.js is not installed. {GET_NODE}"))?;
    let version = process::read(Command::new(&node).arg("--version"), GET_NODE)?;
    match semver::Version::parse(version.trim().trim_start_matches('v')) {
        Ok(version) if version.major >= OLDEST_NODE => Ok(node),
        _ => bail!("Node.js {} is too old. {GET_NODE}", version.trim()),
    }
}

pub fn npm() -> Result<PathBuf> {
    which::which("npm").map_err(|_| anyhow!("npm is not installed. {GET_NODE}"))
}

/// Installs what the root's package-lock.json names.
pub fn npm_packages(workspace: &Workspace) -> Result<()> {
    npm_ci(&workspace.root, &[])
}

/// Installs what a folder's package-lock.json names, unless that has been done since it last changed.
pub fn npm_ci(folder: &Path, options: &[&str]) -> Result<()> {
    let modified = |path| fs::metadata(folder.join(path)).and_then(|metadata| metadata.modified());
    // npm writes this file last, so an installation that was cut short does not count.
    if let (Ok(installed), Ok(locked)) = (modified("node_modules/.package-lock.json"), modified("package-lock.json"))
        && installed >= locked
    {
        return Ok(());
    }
    progress("installing npm packages");
    process::run(
        Command::new(npm()?).args(["ci", "--no-audit", "--no-fund"]).args(options).current_dir(folder),
        "Look at npm's message above; if it is about the network, try again.",
    )
}

/// Makes sure that rustc can build for WebAssembly.
pub fn wasm_target() -> Result<()> {
    if wasm_target_is_installed() {
        return Ok(());
    }
    let rustup = which::which("rustup").map_err(|_| {
        anyhow!("Rust's target {WASM_TARGET} is missing, and there is no rustup to add it. Install rustup (https://rustup.rs), or the target by the way this Rust came.")
    })?;
    progress(&format!("adding the Rust target {WASM_TARGET}"));
    let add = || {
        process::run(
            Command::new(&rustup).args(["target", "add", WASM_TARGET]),
            "Look at rustup's message above; if it is about the network, try again.",
        )
    };
    // Its server is slow to answer a first request now and then; the second finds it awake.
    add().or_else(|_| add())
}

/// A subcommand that comes as a component of a Rust toolchain: `fmt`, `clippy`.
pub fn cargo_component(subcommand: &str, component: &str) -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let advice = format!("{component} is not installed. Add it with `rustup component add {component}`.");
    process::answers(Command::new(cargo).args([subcommand, "--version"]), &advice)
}

/// Makes sure that another Rust than the one that runs us is there: `nightly`, or a version.
pub fn toolchain(name: &str) -> Result<()> {
    let advice = format!(
        "Rust {name} is not installed. Add it with `rustup toolchain install {name} --profile minimal` \
         (https://rustup.rs has rustup)."
    );
    process::answers(of_toolchain(name, "rustc").arg("--version"), &advice)
}

/// A program of another Rust.
pub fn of_toolchain(name: &str, program: &str) -> Command {
    let mut rustup = Command::new("rustup");
    // Newer versions of rustup would bring a toolchain in silence.
    rustup.env("RUSTUP_AUTO_INSTALL", "0").args(["run", name, program]);
    rustup
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

fn wasm_target_is_installed() -> bool {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]);
    let Ok(output) = rustc.output() else { return false };
    let folder = String::from_utf8_lossy(&output.stdout);
    // rustc names the folder whether it is there or not.
    output.status.success() && Path::new(folder.trim()).is_dir()
}
