//! Builds, shows and tests tracehop: `cargo xtask` lists the commands.
//!
//! ```text
//! build        module (cargo -> wasm-bindgen -> wasm-opt), translation (the same -> wasm2js) -> package (pkg/)
//! demo         package -> node www/serve.mjs
//! docs         cargo doc -> target/doc, xtask/typedoc -> target/docs
//! test         parts, some of which need the consumer: package -> npm pack -> target/consumer
//! bench        package, benches/node_modules -> node benches/js/run.mjs -> target/bench.json
//! consumers    consumer -> node tests/consumers/run.mjs -> NAME/check.mjs there, each in an empty folder
//! ids          consumer -> node tests/stress/ids/run.mjs
//! isolation    consumer -> node tests/stress/isolation/run.mjs
//! mutants      tests/mutants, broken copies in target/mutants -> the tests that notice
//! size         consumer -> node benches/size/run.mjs, against benches/size.snap
//! reproducible two clones -> package -> npm pack, compared
//! pack         package -> npm pack, cargo-cyclonedx -> target/, and what npm and cargo would publish
//! conformance  node tests/agree/w3c/suite.mjs -> package, service.mjs -> python3 test.py of the W3C's suite
//! fuzz         fuzz/targets (cargo-fuzz) -> target/fuzz
//! test-runner  what cargo calls to run a wasm test
//! ```

mod build;
mod measure;
mod process;
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
        /// Where the page is served
        #[arg(long, value_name = "N", default_value_t = 8787, value_parser = serve::demo::port)]
        port: u16,
    },
    /// Make pages of what the sources say about the crate and the package
    Docs,
    /// Run every test, or only the named parts
    Test {
        /// A part, or the word that several parts begin with
        #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(test::names()), hide_possible_values = true)]
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
        #[arg(long, value_name = "N", default_value_t = 100_000_000, value_parser = clap::value_parser!(u32).range(1_000..=400_000_000))]
        count: u32,
    },
    /// Handle 100,000 interleaved requests in Node and in workerd, and see that none finds the context of another
    Isolation {
        /// How many requests
        #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(200..))]
        requests: u32,
    },
    /// Break the sources on purpose, in a copy, and see that the tests notice: every edit of tests/mutants, or those
    /// named
    Mutants {
        /// The name of a mutant
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Measure the package against other libraries, in Node.js, Chromium and workerd
    Bench(measure::bench::Options),
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
    /// Run the W3C's own test suite, from a local checkout, against the package in Node.js and workerd
    #[command(disable_help_flag = true)]
    Conformance {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Try the laws of tests/core/laws with inputs that a fuzzer makes; needs nightly Rust and cargo-fuzz
    Fuzz(prove::fuzz::Options),
    /// Run one wasm test module; cargo calls this by itself
    #[command(disable_help_flag = true)]
    TestRunner {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
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
    match command {
        Command::Build => build::package::build(&Workspace::open()?)?,
        Command::Demo { port } => serve::demo::serve(&Workspace::open()?, port)?,
        Command::Docs => test::docs::build(&Workspace::open()?)?,
        Command::Test { names } => return test::run(&Workspace::open()?, &names),
        Command::Consumers { names } => test::consumers::run(&Workspace::open()?, &names)?,
        Command::Ids { count } => prove::ids::run(&Workspace::open()?, count)?,
        Command::Isolation { requests } => prove::isolation::run(&Workspace::open()?, requests)?,
        Command::Mutants { names } => return prove::mutants::run(&Workspace::open()?, &names),
        Command::Bench(options) => measure::bench::run(&Workspace::open()?, &options)?,
        Command::Size { bless } => measure::size::run(&Workspace::open()?, bless)?,
        Command::Reproducible => prove::reproducible::check(&Workspace::open()?)?,
        Command::Pack => release::pack(&Workspace::open()?)?,
        Command::Conformance { arguments } => prove::conformance::run(&Workspace::open()?, &arguments)?,
        Command::Fuzz(options) => prove::fuzz::run(&Workspace::open()?, &options)?,
        Command::TestRunner { arguments } => test::test_runner::run(arguments)?,
    }
    Ok(ExitCode::SUCCESS)
}
