//! Who the consumers are: the tools that read packages, each in a folder of `tests/consumers`.

pub struct Consumer {
    /// Its folder.
    pub name: &'static str,
    /// What README.md says was run. `{package}` is the version of that npm package.
    pub text: &'static str,
    /// Whether it takes seconds, so that `cargo xtask test` can run it.
    pub is_quick: bool,
}

/// The rows of README.md's table: where the consumers run, and which they are.
pub const PLACES: &[(&str, &[Consumer])] = &[
    (
        "A page, in Chromium",
        &[
            quick("script", "`<script type=\"module\">`"),
            quick("esbuild", "esbuild {esbuild}"),
            quick("rollup", "Rollup {rollup}"),
            quick("webpack", "webpack {webpack}"),
            quick("vite", "Vite {vite} (dev and build)"),
            heavy("parcel", "Parcel {parcel}"),
        ],
    ),
    (
        "A page and its server",
        &[
            heavy("next", "Next.js {next} (client, server, edge route)"),
            heavy("sveltekit", "SvelteKit {@sveltejs/kit}"),
            heavy("astro", "Astro {astro}"),
        ],
    ),
    (
        "A server or worker",
        &[
            quick("node-20", "Node {node}"),
            quick("node-22", "Node {node}"),
            quick("node-24", "Node {node}"),
            quick("deno", "Deno {deno} (`npm:`)"),
            quick("bun", "Bun {bun}"),
            quick("wrangler", "Wrangler {wrangler} (module worker)"),
        ],
    ),
    (
        "Tests, types, packaging",
        &[
            quick("vitest", "Vitest {vitest}"),
            heavy("jest", "Jest {jest}"),
            quick("typescript", "TypeScript {typescript} (`bundler`, `nodenext`)"),
            quick("checkers", "publint {publint}, attw {@arethetypeswrong/cli}"),
        ],
    ),
];

pub fn all() -> impl Iterator<Item = &'static Consumer> {
    PLACES.iter().flat_map(|(_, consumers)| *consumers)
}

const fn quick(name: &'static str, text: &'static str) -> Consumer {
    Consumer { name, text, is_quick: true }
}

const fn heavy(name: &'static str, text: &'static str) -> Consumer {
    Consumer { name, text, is_quick: false }
}
