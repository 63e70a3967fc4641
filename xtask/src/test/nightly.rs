//! What only nightly Rust has: cargo-fuzz and Miri. Everything else is built by the Rust that runs us.

use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::tools;

/// Makes sure that cargo-fuzz is there, and a nightly Rust that it can build with.
pub fn fuzz() -> Result<()> {
    tools::toolchain("nightly")?;
    let advice = "cargo-fuzz is not installed. Install it with `cargo install cargo-fuzz --locked`.";
    process::answers(cargo().args(["fuzz", "--version"]), advice)
}

/// Makes sure that Miri is there, and the source of the standard library that it runs.
pub fn miri() -> Result<()> {
    tools::toolchain("nightly")?;
    let advice = "Miri is not installed. Add it with `rustup component add --toolchain nightly miri rust-src`; of the \
                  nightlies of some days there is none.";
    process::answers(cargo().args(["miri", "--version"]), advice)
}

/// cargo of the nightly toolchain.
pub fn cargo() -> Command {
    tools::of_toolchain("nightly", "cargo")
}

/// The machine as Rust calls it.
pub fn host() -> Result<String> {
    let mut rustc = tools::of_toolchain("nightly", "rustc");
    let version = process::read(rustc.arg("-vV"), "rustup's message above says why.")?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("`rustc -vV` names no host")
}
