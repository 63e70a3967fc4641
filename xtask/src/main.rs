//! Builds, shows and tests tracehop: `cargo xtask` lists the commands. Each is a function in the module that is named
//! for what it is about.

mod bench;
mod build;
mod prove;
mod release;
mod serve;
mod test;
mod tools;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};

use workspace::Workspace;

/// Builds, shows and tests tracehop.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write pkg/, ready for `npm publish`
    Build,
    /// Build, then serve the demo page and its edge workers on this machine until Ctrl-C
    Demo {
        /// Where the page is served; 0 means any free port
        #[arg(long, value_name = "N", default_value_t = 8787)]
        port: u16,
    },
    /// Make pages of what the sources say about the crate and the package: target/doc, target/docs
    Docs,
    /// Run every test, or only the named parts
    Test {
        /// A part, or the word that several parts begin with
        #[arg(value_name = "NAME", hide_possible_values = true)]
        #[arg(value_parser = PossibleValuesParser::new(test::names()))]
        names: Vec<String>,
    },
    /// Use the packed package as its users do: in an empty folder with each bundler, framework, runtime and test
    /// runner, or those named
    Consumers {
        /// A folder of tests/consumers
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Make 100,000,000 headers and see that no id comes twice, none is zero and no bit leans
    Ids {
        /// How many headers; the memory it takes grows with it
        #[arg(long, value_name = "N", default_value_t = 100_000_000)]
        count: u32,
    },
    /// Handle 100,000 interleaved requests in Node and in workerd, and see that none finds the context of another
    Isolation {
        /// How many requests
        #[arg(long, value_name = "N", default_value_t = 100_000)]
        requests: u32,
    },
    /// Break the sources on purpose, in a copy, and see that the tests notice: every edit of tests/mutants, or those
    /// named
    Mutants {
        /// The name of a mutant
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Measure the package against other libraries, in Node.js, Chromium and workerd [--quick, --check, ...]
    Bench(Options),
    /// Compare the bytes that programs load from the package with benches/size.snap
    Size {
        /// Write what was measured to benches/size.snap
        #[arg(long)]
        bless: bool,
    },
    /// Build what is committed twice, in folders of different names, and see that the packages are the same to the byte
    Reproducible,
    /// Build, write the tarball that `npm publish` takes and its bill of materials to target/, and show what npm and
    /// cargo would publish
    Pack,
    /// Run the W3C's own test suite against the package in Node.js and workerd [--suite DIR]
    Conformance(Options),
    /// Try the laws of tests/core/laws with inputs that a fuzzer makes; needs nightly Rust and cargo-fuzz
    Fuzz(prove::fuzz::Options),
    /// Run one wasm test module; cargo calls this by itself
    TestRunner(Options),
}

/// The options of a program, which reads them itself, `--help` too.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
struct Options {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "OPTIONS")]
    options: Vec<OsString>,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let workspace = &Workspace::open()?;
    match command {
        Command::Build => build::package::build(workspace)?,
        Command::Demo { port } => serve::demo(workspace, port)?,
        Command::Docs => test::docs::build(workspace)?,
        Command::Test { names } => return test::run(workspace, &names),
        Command::Consumers { names } => test::script(workspace, "tests/consumers/run.mjs", &names)?,
        Command::Ids { count } => test::script(workspace, "tests/stress/ids/run.mjs", &[format!("--count={count}")])?,
        Command::Isolation { requests } => {
            test::script(workspace, "tests/stress/isolation/run.mjs", &[format!("--requests={requests}")])?
        }
        Command::Mutants { names } => return prove::mutants::run(workspace, &names),
        Command::Bench(Options { options }) => bench::run(workspace, &options)?,
        Command::Size { bless } => {
            test::script(workspace, "benches/size/run.mjs", if bless { &["--bless"] } else { &[] })?
        }
        Command::Reproducible => prove::reproducible::check(workspace)?,
        Command::Pack => release::pack(workspace)?,
        Command::Conformance(Options { options }) => prove::conformance::run(workspace, &options)?,
        Command::Fuzz(options) => prove::fuzz::run(workspace, &options)?,
        Command::TestRunner(Options { options }) => test::wasm_runner(options)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what happens next, before what can take longer than a moment.
fn progress(what: &str) {
    eprintln!("==> {what}");
}
