//! What only nightly Rust has: cargo-fuzz and Miri. Everything else is built by the Rust that runs us.

use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::process;

const GET_NIGHTLY: &str = "Add it with `rustup toolchain install nightly --profile minimal`.";

/// Makes sure that cargo-fuzz is there, and a nightly Rust that it can build with.
pub fn fuzz() -> Result<()> {
    toolchain()?;
    if !process::succeeds(cargo().args(["fuzz", "--version"])) {
        bail!("cargo-fuzz is not installed. Install it with `cargo install cargo-fuzz --locked`.");
    }
    Ok(())
}

/// Makes sure that Miri is there, and the source of the standard library that it runs.
pub fn miri() -> Result<()> {
    toolchain()?;
    if !process::succeeds(cargo().args(["miri", "--version"])) {
        bail!(
            "Miri is not installed. Add it with `rustup component add --toolchain nightly miri rust-src`; of the \
             nightlies of some days there is none."
        );
    }
    Ok(())
}

/// cargo of the nightly toolchain.
pub fn cargo() -> Command {
    run("cargo")
}

/// The machine as Rust calls it.
pub fn host() -> Result<String> {
    let version = process::read(run("rustc").arg("-vV"), GET_NIGHTLY)?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}

fn toolchain() -> Result<()> {
    which::which("rustup").map_err(|_| {
        anyhow!("There is no rustup, and so no nightly Rust beside the stable one. Install it: https://rustup.rs.")
    })?;
    if !process::succeeds(run("rustc").arg("--version")) {
        bail!("Rust's nightly toolchain is not installed. {GET_NIGHTLY}");
    }
    Ok(())
}

fn run(program: &str) -> Command {
    let mut rustup = Command::new("rustup");
    // Without `--install`: newer versions of rustup would bring a toolchain in silence.
    rustup.env("RUSTUP_AUTO_INSTALL", "0").args(["run", "nightly", program]);
    rustup
}
