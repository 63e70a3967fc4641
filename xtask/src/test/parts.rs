//! The parts of the tests, in the order they run: the quick ones first.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::measure::size;
use crate::process;
use crate::prove::fuzz;
use crate::prove::panics;
use crate::prove::work;
use crate::test::consumer;
use crate::test::docs;
use crate::test::examples;
use crate::test::javascript;
use crate::test::msrv;
use crate::test::nightly;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

pub struct Part {
    pub name: &'static str,
    /// What must be on the machine; without it the part is skipped.
    pub needs: &'static [Need],
    pub run: fn(&Bench) -> Result<()>,
}

/// Says which program is missing, and how it is installed.
type Need = fn() -> Result<()>;

const RUSTFMT: Need = || tools::cargo_component("fmt", "rustfmt");
const CLIPPY: Need = || tools::cargo_component("clippy", "clippy");
const WASM: Need = tools::wasm_target;
const MIRI: Need = nightly::miri;
const FUZZ: Need = nightly::fuzz;
const OLDEST_RUST: Need = || tools::toolchain(&Workspace::open()?.rust_version);
const NODE: Need = || tools::node().and(tools::npm()).map(drop);
const CHROMIUM: Need = || tools::chromium().map(drop);
const FIREFOX: Need = || tools::firefox().map(drop);
const CHROMEDRIVER: Need = || tools::chromedriver().map(drop);

pub const PARTS: &[Part] = &[
    Part { name: "fmt", needs: &[RUSTFMT], run: fmt },
    Part { name: "clippy-native", needs: &[CLIPPY], run: clippy_native },
    Part { name: "clippy-wasm", needs: &[CLIPPY, WASM], run: clippy_wasm },
    Part { name: "javascript", needs: &[NODE], run: |bench| javascript::check(bench.workspace) },
    Part { name: "scripts", needs: &[NODE], run: scripts },
    Part { name: "msrv", needs: &[OLDEST_RUST], run: |bench| msrv::check(bench.workspace) },
    Part { name: "core", needs: &[], run: |bench| bench.cargo_test("tracehop") },
    Part { name: "xtask", needs: &[], run: |bench| bench.cargo_test("xtask") },
    Part { name: "wasm-node", needs: &[WASM, NODE], run: wasm_node },
    Part { name: "wasm-chromium", needs: &[WASM, CHROMIUM, CHROMEDRIVER], run: wasm_chromium },
    Part { name: "package-node", needs: &[WASM, NODE], run: |bench| bench.script("tests/package/node/run.mjs") },
    Part { name: "package-deno", needs: &[WASM, NODE], run: |bench| bench.script("tests/package/deno/run.mjs") },
    Part { name: "package-bun", needs: &[WASM, NODE], run: |bench| bench.script("tests/package/bun/run.mjs") },
    Part { name: "package-workerd", needs: &[WASM, NODE], run: |bench| bench.script("tests/package/workerd/run.mjs") },
    Part { name: "package-edge", needs: &[WASM, NODE], run: |bench| bench.script("tests/package/edge/run.mjs") },
    Part {
        name: "package-chromium",
        needs: &[WASM, NODE, CHROMIUM],
        run: |bench| bench.script("tests/package/chromium/run.mjs"),
    },
    Part {
        name: "browsers",
        needs: &[WASM, NODE, CHROMIUM, FIREFOX],
        run: |bench| bench.script("tests/package/browsers/run.mjs"),
    },
    Part {
        name: "same-fetch",
        needs: &[WASM, NODE, CHROMIUM],
        run: |bench| bench.script("tests/agree/bare-fetch/run.mjs"),
    },
    Part { name: "soak", needs: &[WASM, NODE], run: |bench| bench.script("tests/stress/soak/run.mjs") },
    Part { name: "w3c", needs: &[WASM, NODE], run: |bench| bench.script("tests/agree/w3c/run.mjs") },
    Part { name: "differential", needs: &[WASM, NODE], run: |bench| bench.script("tests/agree/peers/run.mjs") },
    Part { name: "poison", needs: &[WASM, NODE], run: |bench| bench.script("tests/stress/traps/run.mjs") },
    Part { name: "same", needs: &[WASM, NODE], run: same },
    Part { name: "panics", needs: &[WASM, NODE], run: panics },
    Part { name: "work", needs: &[WASM, NODE], run: work },
    Part { name: "size", needs: &[WASM, NODE], run: |bench| size::check(bench.workspace, bench.consumer()?, false) },
    Part { name: "types", needs: &[WASM, NODE], run: |bench| bench.script("tests/types/run.mjs") },
    Part { name: "readme", needs: &[WASM, NODE], run: |bench| bench.script("tests/docs/readme/run.mjs") },
    // Those that take minutes are for `cargo xtask consumers`.
    Part {
        name: "consumers",
        needs: &[WASM, NODE, CHROMIUM],
        run: |bench| bench.script_with("tests/consumers/run.mjs", &["--quick".as_ref()]),
    },
    Part { name: "docs-reference", needs: &[NODE], run: |bench| docs::build(bench.workspace) },
    Part { name: "docs-guide", needs: &[WASM, NODE, CHROMIUM], run: |bench| bench.script("tests/docs/run.mjs") },
    Part { name: "examples", needs: &[WASM, NODE], run: |bench| examples::check(bench.workspace) },
    Part { name: "demo", needs: &[WASM, NODE, CHROMIUM], run: |bench| bench.script("tests/demo/run.mjs") },
    Part { name: "miri", needs: &[MIRI], run: miri },
    Part { name: "fuzz", needs: &[FUZZ], run: |bench| fuzz::run(bench.workspace, &fuzz::Options::default()) },
];

/// What the parts share.
pub struct Bench<'a> {
    workspace: &'a Workspace,
    /// Installed when the first part asks for it. If that fails, it fails for every part in the same words.
    consumer: OnceCell<Result<PathBuf, String>>,
}

impl<'a> Bench<'a> {
    pub fn new(workspace: &'a Workspace) -> Self {
        Self { workspace, consumer: OnceCell::new() }
    }

    fn consumer(&self) -> Result<&Path> {
        let install = || consumer::install(self.workspace).map_err(|error| format!("{error:#}"));
        self.consumer.get_or_init(install).as_deref().map_err(|why| anyhow!("the package is not there: {why}"))
    }

    /// Runs a script over the installed package. It exits with 0 if all is well.
    fn script(&self, script: &str) -> Result<()> {
        self.script_with(script, &[])
    }

    fn script_with(&self, script: &str, more: &[&Path]) -> Result<()> {
        let root = &self.workspace.root;
        let consumer = self.consumer()?;
        let mut node = Command::new(tools::node()?);
        node.arg(script).arg(consumer.strip_prefix(root).unwrap_or(consumer)).args(more).current_dir(root);
        if let Ok(chromium) = tools::chromium() {
            node.env("CHROMIUM", chromium);
        }
        if let Ok(firefox) = tools::firefox() {
            node.env("FIREFOX", firefox);
        }
        process::run(&mut node, READ_ABOVE)
    }

    fn cargo_test(&self, package: &str) -> Result<()> {
        process::run(self.workspace.cargo().args(["test", "--package", package]), READ_ABOVE)
    }
}

const READ_ABOVE: &str = "What it printed above says why.";

fn fmt(bench: &Bench) -> Result<()> {
    process::run(bench.workspace.cargo().args(["fmt", "--all", "--check"]), "`cargo fmt --all` repairs it.")?;
    process::run(
        bench.workspace.cargo().args(["fmt", "--manifest-path=fuzz/Cargo.toml", "--check"]),
        "`cargo fmt --manifest-path fuzz/Cargo.toml` repairs it.",
    )
}

fn clippy_native(bench: &Bench) -> Result<()> {
    let mut cargo = bench.workspace.cargo();
    process::run(cargo.args(["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"]), READ_ABOVE)
}

fn clippy_wasm(bench: &Bench) -> Result<()> {
    let mut cargo = bench.workspace.cargo();
    cargo.args(["clippy", "--package=tracehop", "--features=js", "--target", WASM_TARGET, "--lib", "--test=wasm"]);
    process::run(cargo.args(["--", "--deny=warnings"]), READ_ABOVE)
}

/// What the repository's own scripts decide.
fn scripts(bench: &Bench) -> Result<()> {
    let mut node = Command::new(tools::node()?);
    node.args(["--test", "benches/size/limits.test.mjs", "tests/consumers/table.test.mjs"]);
    process::run(node.current_dir(&bench.workspace.root), READ_ABOVE)
}

/// Native Rust writes what it makes of generated inputs, and the installed package has to make the same of them.
fn same(bench: &Bench) -> Result<()> {
    let mut cargo = bench.workspace.cargo();
    cargo.args([
        "test",
        "--package=tracehop",
        "--test=core",
        "--",
        "--ignored",
        "--exact",
        "inputs::answers::are_written",
    ]);
    process::run(&mut cargo, READ_ABOVE)?;
    bench.script_with("tests/agree/native/run.mjs", &[&bench.workspace.target.join("tmp/answers.jsonl")])
}

/// Of what the consumer has installed: nothing is checked but what is published.
fn panics(bench: &Bench) -> Result<()> {
    panics::check(&bench.consumer()?.join("node_modules/tracehop"))
}

fn work(bench: &Bench) -> Result<()> {
    work::check(&bench.consumer()?.join("node_modules/tracehop"))
}

/// The unit tests of the core, and its laws with the committed seeds. Vectors and proptest would take Miri hours.
fn miri(bench: &Bench) -> Result<()> {
    let mut cargo = nightly::cargo();
    cargo.args(["miri", "test", "--package=tracehop", "--lib", "--test=core"]);
    // Seeds are files.
    cargo.env("MIRIFLAGS", "-Zmiri-disable-isolation").current_dir(&bench.workspace.root);
    process::run(&mut cargo, READ_ABOVE)
}

/// Of the integration tests, only tests/wasm/main.rs is for WebAssembly; the others read files.
fn wasm_tests(bench: &Bench) -> Command {
    let mut cargo = bench.workspace.cargo();
    cargo.args(["test", "--package=tracehop", "--target", WASM_TARGET, "--test=wasm"]);
    cargo
}

fn wasm_node(bench: &Bench) -> Result<()> {
    process::run(&mut wasm_tests(bench), READ_ABOVE)
}

fn wasm_chromium(bench: &Bench) -> Result<()> {
    process::run(
        wasm_tests(bench)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("CHROMEDRIVER", tools::chromedriver()?)
            // Seconds. What is given by default is short for a busy machine's first start of Chromium.
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"),
        READ_ABOVE,
    )
}
