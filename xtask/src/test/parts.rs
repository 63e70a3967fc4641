//! The parts of the tests, in the order they run: the quick ones first.

use anyhow::{Context, Result};
use xshell::{Cmd, cmd};

use crate::prove::{fuzz, panics, work};
use crate::test::installed::Installed;
use crate::test::{docs, examples, javascript};
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;

pub struct Part {
    pub name: &'static str,
    /// What must be on the machine; without it the part is skipped.
    pub needs: &'static [Need],
    pub run: Run,
}

pub enum Run {
    Rust(fn(&Installed) -> Result<()>),
    /// A script over the installed package.
    Script(&'static str),
}
use Run::{Rust, Script};

/// Says which program is missing, and how it is installed.
type Need = fn(&Workspace) -> Result<()>;

const RUSTFMT: Need = |workspace| tools::cargo_component(&workspace.sh, "fmt", "rustfmt");
const CLIPPY: Need = |workspace| tools::cargo_component(&workspace.sh, "clippy", "clippy");
const WASM: Need = |workspace| tools::wasm_target(&workspace.sh);
const MIRI: Need = |workspace| tools::miri(&workspace.sh);
const FUZZ: Need = |workspace| fuzz::needs(&workspace.sh);
const OLDEST_RUST: Need = |workspace| tools::toolchain(&workspace.sh, &workspace.rust_version);
const NODE: Need = |workspace| tools::node(&workspace.sh);
const CHROMIUM: Need = |_| tools::chromium().map(drop);
const FIREFOX: Need = |_| tools::firefox().map(drop);
const CHROMEDRIVER: Need = |_| tools::chromedriver().map(drop);

pub const PARTS: &[Part] = &[
    Part { name: "fmt", needs: &[RUSTFMT], run: Rust(fmt) },
    Part { name: "clippy-native", needs: &[CLIPPY], run: Rust(clippy_native) },
    Part { name: "clippy-wasm", needs: &[CLIPPY, WASM], run: Rust(clippy_wasm) },
    Part { name: "javascript", needs: &[NODE], run: Rust(|package| javascript::check(package.workspace)) },
    Part { name: "scripts", needs: &[NODE], run: Rust(scripts) },
    Part { name: "msrv", needs: &[OLDEST_RUST], run: Rust(msrv) },
    Part { name: "core", needs: &[], run: Rust(|package| cargo_test(package, "tracehop")) },
    Part { name: "xtask", needs: &[], run: Rust(|package| cargo_test(package, "xtask")) },
    Part { name: "wasm-node", needs: &[WASM, NODE], run: Rust(|package| Ok(wasm_tests(package).run()?)) },
    Part { name: "wasm-chromium", needs: &[WASM, CHROMIUM, CHROMEDRIVER], run: Rust(wasm_chromium) },
    Part { name: "package-node", needs: &[WASM, NODE], run: Script("tests/package/node/run.mjs") },
    Part { name: "package-deno", needs: &[WASM, NODE], run: Script("tests/package/deno/run.mjs") },
    Part { name: "package-bun", needs: &[WASM, NODE], run: Script("tests/package/bun/run.mjs") },
    Part { name: "package-workerd", needs: &[WASM, NODE], run: Script("tests/package/workerd/run.mjs") },
    Part { name: "package-edge", needs: &[WASM, NODE], run: Script("tests/package/edge/run.mjs") },
    Part { name: "package-chromium", needs: &[WASM, NODE, CHROMIUM], run: Script("tests/package/chromium/run.mjs") },
    Part { name: "browsers", needs: &[WASM, NODE, CHROMIUM, FIREFOX], run: Script("tests/package/browsers/run.mjs") },
    Part { name: "same-fetch", needs: &[WASM, NODE, CHROMIUM], run: Script("tests/agree/bare-fetch/run.mjs") },
    Part { name: "soak", needs: &[WASM, NODE], run: Script("tests/stress/soak/run.mjs") },
    Part { name: "w3c", needs: &[WASM, NODE], run: Script("tests/agree/w3c/run.mjs") },
    Part { name: "differential", needs: &[WASM, NODE], run: Script("tests/agree/peers/run.mjs") },
    Part { name: "poison", needs: &[WASM, NODE], run: Script("tests/stress/traps/run.mjs") },
    Part { name: "same", needs: &[WASM, NODE], run: Rust(same) },
    Part { name: "panics", needs: &[WASM, NODE], run: Rust(|package| panics::check(&package.installed()?)) },
    Part { name: "work", needs: &[WASM, NODE], run: Rust(|package| work::check(&package.installed()?)) },
    Part { name: "size", needs: &[WASM, NODE], run: Script("benches/size/run.mjs") },
    Part { name: "types", needs: &[WASM, NODE], run: Script("tests/types/run.mjs") },
    Part { name: "readme", needs: &[WASM, NODE], run: Script("tests/docs/readme/run.mjs") },
    Part { name: "consumers", needs: &[WASM, NODE, CHROMIUM], run: Rust(consumers) },
    Part { name: "docs-reference", needs: &[NODE], run: Rust(|package| docs::build(package.workspace)) },
    Part { name: "docs-guide", needs: &[WASM, NODE, CHROMIUM], run: Script("tests/docs/run.mjs") },
    Part { name: "examples", needs: &[WASM, NODE], run: Rust(|package| examples::check(package.workspace)) },
    Part { name: "demo", needs: &[WASM, NODE, CHROMIUM], run: Script("tests/demo/run.mjs") },
    Part { name: "miri", needs: &[MIRI], run: Rust(miri) },
    Part { name: "fuzz", needs: &[FUZZ], run: Rust(|package| fuzz::run(package.workspace, &fuzz::Options::default())) },
];

fn fmt(package: &Installed) -> Result<()> {
    let sh = &package.workspace.sh;
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        cmd!(sh, "cargo fmt --all --manifest-path {manifest} --check")
            .run()
            .with_context(|| format!("`cargo fmt --all --manifest-path {manifest}` repairs it"))?;
    }
    Ok(())
}

fn clippy_native(package: &Installed) -> Result<()> {
    let sh = &package.workspace.sh;
    Ok(cmd!(sh, "cargo clippy --workspace --all-targets -- --deny=warnings").run()?)
}

fn clippy_wasm(package: &Installed) -> Result<()> {
    let sh = &package.workspace.sh;
    let what = ["--package=tracehop", "--features=js", "--lib", "--test=wasm"];
    Ok(cmd!(sh, "cargo clippy {what...} --target {WASM_TARGET} -- --deny=warnings").run()?)
}

fn cargo_test(package: &Installed, name: &str) -> Result<()> {
    let sh = &package.workspace.sh;
    Ok(cmd!(sh, "cargo test --package {name}").run()?)
}

/// What a program that depends on the crate makes of it, with the oldest Rust that Cargo.toml promises.
fn msrv(package: &Installed) -> Result<()> {
    let Workspace { sh, target, rust_version, .. } = package.workspace;
    let target = target.join("msrv");
    tools::of_toolchain(sh, rust_version, "cargo")
        .args(["check", "--package=tracehop", "--lib", "--target-dir"])
        .arg(target)
        .run()
        .context("it uses what is newer than `rust-version` in Cargo.toml: do without, or raise that")
}

/// What the repository's own scripts decide.
fn scripts(package: &Installed) -> Result<()> {
    let sh = &package.workspace.sh;
    Ok(cmd!(sh, "node --test benches/size/limits.test.mjs tests/consumers/table.test.mjs").run()?)
}

/// Native Rust writes what it makes of generated inputs, and the installed package has to make the same of them.
fn same(package: &Installed) -> Result<()> {
    let (sh, answers) = (&package.workspace.sh, "inputs::answers::are_written");
    cmd!(sh, "cargo test --package=tracehop --test=core -- --ignored --exact {answers}").run()?;
    package.script_with("tests/agree/native/run.mjs", &[package.workspace.target.join("tmp/answers.jsonl")])
}

/// The tools of the package's users. Those that take minutes are for `cargo xtask consumers`.
fn consumers(package: &Installed) -> Result<()> {
    package.script_with("tests/consumers/run.mjs", &["--quick"])
}

/// The unit tests of the core, and its laws with the committed seeds. Vectors and proptest would take Miri hours.
fn miri(package: &Installed) -> Result<()> {
    tools::of_toolchain(&package.workspace.sh, "nightly", "cargo")
        .args(["miri", "test", "--package=tracehop", "--lib", "--test=core"])
        // Seeds are files.
        .env("MIRIFLAGS", "-Zmiri-disable-isolation")
        .run()?;
    Ok(())
}

/// Of the integration tests, only tests/wasm/main.rs is for WebAssembly; the others read files.
fn wasm_tests<'a>(package: &Installed<'a>) -> Cmd<'a> {
    let sh = &package.workspace.sh;
    cmd!(sh, "cargo test --package=tracehop --target {WASM_TARGET} --test=wasm")
}

fn wasm_chromium(package: &Installed) -> Result<()> {
    wasm_tests(package)
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        .env("CHROMEDRIVER", tools::chromedriver()?)
        // Seconds. What is given by default is short for a busy machine's first start of Chromium.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .run()?;
    Ok(())
}
