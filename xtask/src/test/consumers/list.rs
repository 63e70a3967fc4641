//! Who the consumers are: the tools that read packages, each in a folder of `tests/consumers`.

use Place::{Application, Development, Page, Server};

pub struct Consumer {
    /// Its folder.
    pub name: &'static str,
    pub place: Place,
    /// What README.md says was run. `{package}` is the version of that npm package.
    pub text: &'static str,
    /// Whether it takes seconds, so that `cargo xtask test` can run it.
    pub is_quick: bool,
}

/// Where README.md's table has it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Page,
    Application,
    Server,
    Development,
}

impl Place {
    pub const ALL: [Self; 4] = [Self::Page, Self::Application, Self::Server, Self::Development];

    pub fn title(self) -> &'static str {
        match self {
            Self::Page => "A page, in Chromium",
            Self::Application => "A page and its server",
            Self::Server => "A server or worker",
            Self::Development => "Tests, types, packaging",
        }
    }
}

pub const CONSUMERS: &[Consumer] = &[
    quick("script", Page, "`<script type=\"module\">`"),
    quick("esbuild", Page, "esbuild {esbuild}"),
    quick("rollup", Page, "Rollup {rollup}"),
    quick("webpack", Page, "webpack {webpack}"),
    quick("vite", Page, "Vite {vite} (dev and build)"),
    heavy("parcel", Page, "Parcel {parcel}"),
    heavy("next", Application, "Next.js {next} (client, server, edge route)"),
    heavy("sveltekit", Application, "SvelteKit {@sveltejs/kit}"),
    heavy("astro", Application, "Astro {astro}"),
    quick("node-20", Server, "Node {node}"),
    quick("node-22", Server, "Node {node}"),
    quick("node-24", Server, "Node {node}"),
    quick("deno", Server, "Deno {deno} (`npm:`)"),
    quick("bun", Server, "Bun {bun}"),
    quick("wrangler", Server, "Wrangler {wrangler} (module worker)"),
    quick("vitest", Development, "Vitest {vitest}"),
    heavy("jest", Development, "Jest {jest}"),
    quick("typescript", Development, "TypeScript {typescript} (`bundler`, `nodenext`)"),
    quick("checkers", Development, "publint {publint}, attw {@arethetypeswrong/cli}"),
];

const fn quick(name: &'static str, place: Place, text: &'static str) -> Consumer {
    Consumer { name, place, text, is_quick: true }
}

const fn heavy(name: &'static str, place: Place, text: &'static str) -> Consumer {
    Consumer { name, place, text, is_quick: false }
}
