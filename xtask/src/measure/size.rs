//! `cargo xtask size`: how many bytes the package costs the programs that use it, against what it cost before and what it
//! may cost at most.
//!
//! `benches/size/measure.mjs` bundles each of `benches/size/entries` and measures; what it must measure is decided here.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::{self, progress};
use crate::test::consumer;
use crate::tools;
use crate::workspace::Workspace;

const SNAPSHOT: &str = "benches/size.snap";

/// What may be loaded in a browser at most: an entry, and its bytes after gzip, WebAssembly included.
const BUDGETS: [(&str, u64); 2] = [("traceparent", 5 * 1024), ("frontend", 12 * 1024)];

/// All that the header-level entries may load of the package's JavaScript: whoever reads headers pays for nothing else.
const HEADER_LEVEL: [(&str, &[&str]); 2] = [
    ("traceparent", &["js/headers/traceparent.js", "js/host/host.js", "js/wasm/instance.js"]),
    (
        "tracestate",
        &[
            "js/context/list-reader.js",
            "js/headers/tracestate.js",
            "js/host/host.js",
            "js/wasm/instance.js",
            "js/wasm/part.js",
            "js/wasm/tracestate.js",
        ],
    ),
];

/// Percent by which a size may differ from the snapshot: other versions of rustc and of Node's zlib give other bytes.
const NOISE: u64 = 1;

/// Bundles, measures, and compares with the snapshot, or replaces it.
pub fn run(workspace: &Workspace, bless: bool) -> Result<()> {
    let consumer = consumer::install(workspace)?;
    tools::npm_packages(workspace)?;
    progress("bundling and measuring");
    let sizes = measure(workspace, &consumer)?;

    let file = workspace.root.join(SNAPSHOT);
    let before = fs::read_to_string(&file).map(|text| read(&text)).unwrap_or_default();
    print!("{}", print_beside(&sizes, &before));

    let mut complaints = over_budget(&sizes);
    complaints.extend(loads_too_much(&sizes));
    if bless {
        fs::write(&file, print(&sizes)).with_context(|| format!("{SNAPSHOT} cannot be written"))?;
        progress(&format!("{SNAPSHOT} is written"));
    } else {
        complaints.extend(changes(&sizes, &before));
    }
    match complaints.is_empty() {
        true => Ok(()),
        false => bail!("the package is not as small as it should be:\n  {}", complaints.join("\n  ")),
    }
}

/// A part of an entry's bundle for one platform.
#[derive(Default)]
struct Size {
    /// Entry, platform and part: `frontend browser js`.
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
    /// The package's files in it.
    files: Vec<String>,
}

impl Size {
    fn lengths(&self) -> [(&'static str, u64); 3] {
        [("raw", self.raw), ("gzip", self.gzip), ("brotli", self.brotli)]
    }

    fn budget(&self) -> Option<u64> {
        BUDGETS.iter().find(|(entry, _)| self.name == format!("{entry} browser js")).map(|(_, budget)| *budget)
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
    let text = |key: &str| row[key].as_str();
    let files = row["files"].as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    Some(Size {
        name: format!("{} {} {}", text("entry")?, text("platform")?, text("part")?),
        raw: row["raw"].as_u64()?,
        gzip: row["gzip"].as_u64()?,
        brotli: row["brotli"].as_u64()?,
        files,
    })
}

fn over_budget(sizes: &[Size]) -> Vec<String> {
    let over = sizes.iter().filter(|size| size.budget().is_some_and(|budget| size.gzip > budget));
    over.map(|size| {
        format!("{} has {} bytes after gzip; its budget is {}", size.name, size.gzip, size.budget().unwrap_or(0))
    })
    .collect()
}

fn loads_too_much(sizes: &[Size]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (entry, enough) in HEADER_LEVEL {
        for size in sizes.iter().filter(|size| size.name.starts_with(&format!("{entry} "))) {
            let names = size.files.iter().map(|file| file.strip_prefix("inline/apart/").unwrap_or(file));
            let unwanted = names.filter(|name| name.starts_with("js/") && !enough.contains(name));
            complaints.extend(unwanted.map(|file| format!("{} loads {file}", size.name)));
        }
    }
    complaints
}

/// What grew, and whether the snapshot has to be renewed because it speaks of something else.
fn changes(sizes: &[Size], before: &[Size]) -> Vec<String> {
    const BLESS: &str = "`cargo xtask size --bless` records it";
    if before.is_empty() {
        return vec![format!("there is nothing in {SNAPSHOT} to compare with; {BLESS}")];
    }
    let mut complaints = Vec::new();
    for size in sizes {
        let Some(old) = before.iter().find(|old| old.name == size.name) else {
            complaints.push(format!("{} is not in {SNAPSHOT}; {BLESS}", size.name));
            continue;
        };
        for ((unit, now), (_, then)) in size.lengths().into_iter().zip(old.lengths()) {
            if now > then + then * NOISE / 100 {
                complaints
                    .push(format!("{} grew from {then} to {now} bytes {unit}; if it is worth it, {BLESS}", size.name));
            }
        }
    }
    let gone = before.iter().filter(|old| sizes.iter().all(|size| size.name != old.name));
    complaints.extend(gone.map(|old| format!("{} is only in {SNAPSHOT}; {BLESS}", old.name)));
    complaints
}

const HEAD: &str = "\
Bytes that programs load from this package, bundled and minified by esbuild: what benches/size/entries needs, and no more.
`cargo xtask size` compares, `cargo xtask size --bless` records. In browsers the WebAssembly is inside the JavaScript.

";

fn print(sizes: &[Size]) -> String {
    let mut text = format!("{HEAD}{:28}{:>8}{:>8}{:>8}\n", "", "raw", "gzip", "brotli");
    for Size { name, raw, gzip, brotli, .. } in sizes {
        let _ = writeln!(text, "{name:28}{raw:>8}{gzip:>8}{brotli:>8}");
    }
    text
}

/// The same for people: with the budgets, and how each size changed.
fn print_beside(sizes: &[Size], before: &[Size]) -> String {
    let mut text = format!("{:28}{:>18}{:>18}{:>18}{:>10}\n", "", "raw", "gzip", "brotli", "budget");
    for size in sizes {
        let old = before.iter().find(|old| old.name == size.name);
        let _ = write!(text, "{:28}", size.name);
        for (index, (_, now)) in size.lengths().into_iter().enumerate() {
            let change = old.map_or(0, |old| now as i64 - old.lengths()[index].1 as i64);
            let change = if change == 0 { String::new() } else { format!("({change:+})") };
            let _ = write!(text, "{now:>9}{change:>9}");
        }
        let _ = writeln!(text, "{:>10}", size.budget().map(|budget| budget.to_string()).unwrap_or_default());
    }
    text
}

/// The opposite of [`print`]: every line that ends with three numbers.
fn read(snapshot: &str) -> Vec<Size> {
    let row = |line: &str| {
        let mut words = line.split_whitespace().rev();
        let mut number = || words.next()?.parse().ok();
        let (brotli, gzip, raw) = (number()?, number()?, number()?);
        let mut name: Vec<_> = words.collect();
        name.reverse();
        Some(Size { name: name.join(" "), raw, gzip, brotli, files: Vec::new() })
    };
    snapshot.lines().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(name: &str, gzip: u64) -> Vec<Size> {
        vec![Size { name: name.to_owned(), raw: 3 * gzip, gzip, brotli: gzip, files: Vec::new() }]
    }

    #[test]
    fn a_snapshot_reads_as_it_was_written() {
        let [size] = &read(&print(&sizes("frontend browser js", 700)))[..] else { panic!("one line, one size") };
        assert_eq!(size.name, "frontend browser js");
        assert_eq!(size.lengths(), [("raw", 2100), ("gzip", 700), ("brotli", 700)]);
    }

    #[test]
    fn growth_beyond_noise_is_a_complaint_and_less_is_none() {
        let before = sizes("worker workerd js", 1000);
        assert!(changes(&sizes("worker workerd js", 1010), &before).is_empty());
        assert!(changes(&sizes("worker workerd js", 500), &before).is_empty());
        let complaints = changes(&sizes("worker workerd js", 1011), &before);
        assert!(complaints[0].starts_with("worker workerd js grew from 3000 to 3033 bytes raw;"), "{complaints:?}");
    }

    #[test]
    fn what_only_one_side_knows_is_a_complaint() {
        assert_eq!(changes(&sizes("new browser js", 1), &sizes("old browser js", 1)).len(), 2);
    }

    #[test]
    fn a_budget_is_for_browsers_where_the_module_is_inside() {
        assert_eq!(over_budget(&sizes("traceparent browser js", 5121)).len(), 1);
        assert!(over_budget(&sizes("traceparent browser js", 5120)).is_empty());
        assert!(over_budget(&sizes("traceparent workerd js", 9999)).is_empty());
    }

    #[test]
    fn a_file_that_an_entry_has_no_use_for_is_a_complaint() {
        let mut sizes = sizes("traceparent browser js", 1);
        sizes[0].files = ["js/headers/traceparent.js", "js/fetch/wrap.js"].map(str::to_owned).to_vec();
        assert_eq!(loads_too_much(&sizes), ["traceparent browser js loads js/fetch/wrap.js"]);
    }
}
