//! What only nightly Rust has: cargo-fuzz and Miri. Everything else is built by the Rust that runs us.

use std::process::Command;

use anyhow::Result;

use crate::process;
use crate::tools;

/// Makes sure that cargo-fuzz is there, and a nightly Rust that it can build with.
pub fn fuzz() -> Result<()> {
    has("fuzz", "cargo-fuzz is not installed. Install it with `cargo install cargo-fuzz --locked`.")
}

/// Makes sure that Miri is there, and the source of the standard library that it runs.
pub fn miri() -> Result<()> {
    let add = "Miri is not installed. Add it with `rustup component add --toolchain nightly miri rust-src`; of the \
               nightlies of some days there is none.";
    has("miri", add)
}

fn has(subcommand: &str, advice: &str) -> Result<()> {
    tools::toolchain("nightly")?;
    process::answers(cargo().args([subcommand, "--version"]), advice)
}

/// cargo of the nightly toolchain.
pub fn cargo() -> Command {
    tools::of_toolchain("nightly", "cargo")
}
