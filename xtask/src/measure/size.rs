//! `cargo xtask size`: how many bytes the package costs the programs that use it, against what it cost before.
//!
//! `benches/size/measure.mjs` bundles each of `benches/size/entries` and measures; what is too much is decided here.

mod snapshot;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{self, progress};
use crate::test::consumer;
use crate::tools;
use crate::workspace::Workspace;
use snapshot::{Size, Snapshot, budget};

const SNAPSHOT: &str = "benches/size.snap";
const BLESS: &str = "`cargo xtask size --bless` records it";

/// The page of the README, and percent by which one bundler's may be larger after gzip than another's. More is a
/// bundler that keeps files which nothing needs, as Vite 8 did.
const README: &str = "frontend browser ";
const SPREAD: u64 = 5;

/// How many of the files that grew are named.
const NAMED: usize = 10;

/// All that the header-level entries may load of the package's JavaScript: whoever reads headers pays for nothing else.
const HEADER_LEVEL: [(&str, &[&str]); 2] = [
    ("traceparent", &["js/headers/traceparent.js", "js/host/host.js", "js/wasm/instance.js"]),
    (
        "tracestate",
        &[
            "js/headers/list-reader.js",
            "js/headers/tracestate.js",
            "js/host/host.js",
            "js/wasm/instance.js",
            "js/wasm/part.js",
            "js/wasm/tracestate.js",
        ],
    ),
];

/// Builds and installs the package, and compares with the snapshot, or replaces it.
pub fn run(workspace: &Workspace, bless: bool) -> Result<()> {
    let consumer = consumer::install(workspace)?;
    check(workspace, &consumer, bless)
}

/// The same for a package that is installed already.
pub fn check(workspace: &Workspace, consumer: &Path, bless: bool) -> Result<()> {
    tools::npm_packages(workspace)?;
    progress("bundling and measuring");
    let now = Snapshot::of(measure(workspace, consumer)?);

    let file = workspace.root.join(SNAPSHOT);
    let before = fs::read_to_string(&file).map(|text| Snapshot::read(&text)).unwrap_or_default();
    print!("{}", now.print_beside(&before));

    let mut complaints = uneven(&now.sizes);
    complaints.extend(loads_too_much(&now.sizes));
    if bless {
        fs::write(&file, now.print()).with_context(|| format!("{SNAPSHOT} cannot be written"))?;
        progress(&format!("{SNAPSHOT} is written"));
    } else {
        complaints.extend(changes(&now, &before));
    }
    match complaints.is_empty() {
        true => Ok(()),
        false => bail!("the package is not as small as it should be:\n  {}", complaints.join("\n  ")),
    }
}

fn measure(workspace: &Workspace, consumer: &Path) -> Result<Vec<Size>> {
    let mut node = Command::new(tools::node()?);
    node.arg("benches/size/measure.mjs").arg(consumer).current_dir(&workspace.root);
    let printed = process::read(&mut node, "Its message above says why.")?;
    let rows: Vec<Value> = serde_json::from_str(&printed).context("benches/size/measure.mjs did not print JSON")?;
    rows.iter().map(|row| size(row).with_context(|| format!("benches/size/measure.mjs printed {row}"))).collect()
}

fn size(row: &Value) -> Option<Size> {
    let bytes = |(file, bytes): (&String, &Value)| Some((package_path(file).to_owned(), bytes.as_u64()?));
    Some(Size {
        name: row["name"].as_str()?.to_owned(),
        raw: row["raw"].as_u64()?,
        gzip: row["gzip"].as_u64()?,
        brotli: row["brotli"].as_u64()?,
        files: row["files"].as_object()?.iter().map(bytes).collect::<Option<_>>()?,
    })
}

/// The path without the folder that has a browser's copy of the file.
fn package_path(file: &str) -> &str {
    file.strip_prefix("parts/").unwrap_or(file)
}

/// Bundlers that make much more of the README's page than the best of them.
fn uneven(sizes: &[Size]) -> Vec<String> {
    let pages: Vec<&Size> = sizes.iter().filter(|size| size.name.starts_with(README)).collect();
    let Some(best) = pages.iter().min_by_key(|size| size.gzip) else { return Vec::new() };
    let most = best.gzip + best.gzip * SPREAD / 100;
    let larger = pages.iter().filter(|size| size.gzip > most);
    larger
        .map(|Size { name, gzip, .. }| {
            let Size { name: other, gzip: least, .. } = best;
            format!("{name} has {gzip} bytes gzip, more than {SPREAD} % above the {least} of {other}")
        })
        .collect()
}

fn loads_too_much(sizes: &[Size]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (entry, enough) in HEADER_LEVEL {
        for size in sizes.iter().filter(|size| size.name.starts_with(&format!("{entry} "))) {
            let unwanted = size.files.keys().filter(|file| file.starts_with("js/") && !enough.contains(&file.as_str()));
            complaints.extend(unwanted.map(|file| format!("{} loads {file}", size.name)));
        }
    }
    complaints
}

/// What grew, and whether the snapshot has to be renewed because it speaks of something else.
fn changes(now: &Snapshot, before: &Snapshot) -> Vec<String> {
    if before.sizes.is_empty() {
        return vec![format!("there is nothing in {SNAPSHOT} to compare with; {BLESS}")];
    }
    let mut complaints = Vec::new();
    for size in &now.sizes {
        let Some(old) = before.find(&size.name) else {
            complaints.push(format!("{} is not in {SNAPSHOT}; {BLESS}", size.name));
            continue;
        };
        let lengths = size.lengths().into_iter().zip(old.lengths());
        let grown = lengths.filter(|((_, now), (_, then))| *now > budget(*then));
        let grown: Vec<_> = grown.map(|((unit, now), (_, then))| format!("{then} to {now} {unit}")).collect();
        if !grown.is_empty() {
            complaints.push(format!("{} grew from {}; if it is worth it, {BLESS}", size.name, grown.join(", ")));
        }
    }
    if !complaints.is_empty() {
        complaints.extend(grown_files(&now.files, &before.files));
    }
    let gone = before.sizes.iter().filter(|old| now.find(&old.name).is_none());
    complaints.extend(gone.map(|old| format!("{} is only in {SNAPSHOT}; {BLESS}", old.name)));
    complaints
}

/// The files that grew most, those that are new among them.
fn grown_files(now: &BTreeMap<String, u64>, before: &BTreeMap<String, u64>) -> Option<String> {
    let mut grown: Vec<(u64, &str)> = now
        .iter()
        .filter_map(|(file, bytes)| {
            let more = bytes.saturating_sub(before.get(file).copied().unwrap_or(0));
            (more > 0).then_some((more, file.as_str()))
        })
        .collect();
    grown.sort_unstable_by(|one, other| other.cmp(one));
    let listed: Vec<String> = grown.iter().take(NAMED).map(|(more, file)| format!("{file} (+{more})")).collect();
    (!listed.is_empty()).then(|| format!("files that grew most, in bytes before compression: {}", listed.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, gzip: u64, files: &[(&str, u64)]) -> Size {
        let files = files.iter().map(|(file, bytes)| ((*file).to_owned(), *bytes)).collect();
        Size { name: name.to_owned(), raw: 3 * gzip, gzip, brotli: gzip, files }
    }

    fn snapshot(name: &str, gzip: u64) -> Snapshot {
        Snapshot::of(vec![size(name, gzip, &[])])
    }

    #[test]
    fn growth_beyond_the_budget_is_a_complaint_and_less_is_none() {
        let before = snapshot("worker workerd js", 1000);
        assert!(changes(&snapshot("worker workerd js", 1020), &before).is_empty());
        assert!(changes(&snapshot("worker workerd js", 500), &before).is_empty());
        let complaints = changes(&snapshot("worker workerd js", 1021), &before);
        let grown = "worker workerd js grew from 3000 to 3063 raw, 1000 to 1021 gzip, 1000 to 1021 brotli;";
        assert!(complaints[0].starts_with(grown), "{complaints:?}");
    }

    #[test]
    fn growth_names_the_files_that_grew() {
        let all = |gzip, wrap, page| {
            let files = [("js/fetch/wrap.js", wrap), ("js/lines/line.js", 5), ("js/page.js", page)];
            Snapshot::of(vec![size("everything browser js", gzip, &files)])
        };
        let complaints = changes(&all(2000, 40, 90), &all(1000, 10, 80));
        assert_eq!(
            complaints.last().unwrap(),
            "files that grew most, in bytes before compression: js/fetch/wrap.js (+30), js/page.js (+10)"
        );
    }

    #[test]
    fn what_only_one_side_knows_is_a_complaint() {
        assert_eq!(changes(&snapshot("new browser js", 1), &snapshot("old browser js", 1)).len(), 2);
    }

    #[test]
    fn a_bundler_whose_page_is_much_larger_than_another_is_a_complaint() {
        let pages = |vite| ["js", "vite"].map(|name| size(&format!("frontend browser {name}"), vite, &[]));
        let [esbuild, mut vite] = pages(1000);
        vite.gzip = 1050;
        assert!(uneven(&[esbuild.clone(), vite.clone()]).is_empty());
        vite.gzip = 1051;
        let complaint =
            "frontend browser vite has 1051 bytes gzip, more than 5 % above the 1000 of frontend browser js";
        assert_eq!(uneven(&[esbuild, vite]), [complaint]);
    }

    #[test]
    fn a_file_that_an_entry_has_no_use_for_is_a_complaint() {
        let files = [("js/headers/traceparent.js", 1), ("js/fetch/wrap.js", 1)];
        let sizes = [size("traceparent browser js", 1, &files)];
        assert_eq!(loads_too_much(&sizes), ["traceparent browser js loads js/fetch/wrap.js"]);
    }
}
