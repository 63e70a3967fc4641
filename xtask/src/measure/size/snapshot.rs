//! `benches/size.snap`: what the package cost when somebody last said that it may. It is read and written here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Percent by which a figure may exceed the snapshot's: other versions of rustc and of Node's zlib give other bytes,
/// and a small mend must not need a new snapshot.
const MARGIN: u64 = 2;

const HEAD: &str = "\
Bytes that programs load from this package, bundled and minified: what benches/size/entries needs, and no more.
`cargo xtask size` compares, `cargo xtask size --bless` records. A figure may grow by 2 percent.
`js` is esbuild's bundle, `wasm` the file beside it; in browsers the WebAssembly is inside the JavaScript.

";

const FILES: &str = "\nBytes of each file of the package in \"everything browser js\", to say which one grew:\n\n";

/// A bundle of an entry, or the module beside it.
#[derive(Clone, Default)]
pub struct Size {
    /// Entry, platform, and bundler or part: `frontend browser js`.
    pub name: String,
    pub raw: u64,
    pub gzip: u64,
    pub brotli: u64,
    /// The package's files in it, with the bytes of each. Only esbuild's bundles have some.
    pub files: BTreeMap<String, u64>,
}

impl Size {
    pub fn lengths(&self) -> [(&'static str, u64); 3] {
        [("raw", self.raw), ("gzip", self.gzip), ("brotli", self.brotli)]
    }
}

/// What a figure may be at most, by the one that was recorded.
pub fn budget(recorded: u64) -> u64 {
    recorded + recorded * MARGIN / 100
}

#[derive(Default)]
pub struct Snapshot {
    pub sizes: Vec<Size>,
    pub files: BTreeMap<String, u64>,
}

impl Snapshot {
    /// The files are those of the bundle that has all of them.
    pub fn of(sizes: Vec<Size>) -> Self {
        let whole = sizes.iter().find(|size| size.name == "everything browser js");
        let files = whole.map(|size| size.files.clone()).unwrap_or_default();
        Self { sizes, files }
    }

    pub fn find(&self, name: &str) -> Option<&Size> {
        self.sizes.iter().find(|size| size.name == name)
    }

    pub fn print(&self) -> String {
        let mut text = format!("{HEAD}{:28}{:>8}{:>8}{:>8}\n", "", "raw", "gzip", "brotli");
        for Size { name, raw, gzip, brotli, .. } in &self.sizes {
            let _ = writeln!(text, "{name:28}{raw:>8}{gzip:>8}{brotli:>8}");
        }
        text.push_str(FILES);
        for (file, bytes) in &self.files {
            let _ = writeln!(text, "{file:44}{bytes:>8}");
        }
        text
    }

    /// A line that ends with three numbers is a size, one that has a path and one number is a file.
    pub fn read(text: &str) -> Self {
        let mut snapshot = Self::default();
        for line in text.lines() {
            match line.split_whitespace().collect::<Vec<_>>()[..] {
                [ref name @ .., raw, gzip, brotli] if !name.is_empty() => {
                    let (Ok(raw), Ok(gzip), Ok(brotli)) = (raw.parse(), gzip.parse(), brotli.parse()) else { continue };
                    snapshot.sizes.push(Size { name: name.join(" "), raw, gzip, brotli, files: BTreeMap::new() });
                }
                [file, bytes] => snapshot.files.extend(bytes.parse().map(|bytes| (file.to_owned(), bytes))),
                _ => {}
            }
        }
        snapshot
    }

    /// The same for people: with the budget of each row after gzip, and how each figure changed.
    pub fn print_beside(&self, before: &Self) -> String {
        let mut text = format!("{:28}{:>18}{:>18}{:>18}{:>12}\n", "", "raw", "gzip", "brotli", "gzip budget");
        for size in &self.sizes {
            let old = before.find(&size.name);
            let _ = write!(text, "{:28}", size.name);
            for (index, (_, now)) in size.lengths().into_iter().enumerate() {
                let change = old.map_or(0, |old| now as i64 - old.lengths()[index].1 as i64);
                let change = if change == 0 { String::new() } else { format!("({change:+})") };
                let _ = write!(text, "{now:>9}{change:>9}");
            }
            let _ = writeln!(text, "{:>12}", old.map(|old| budget(old.gzip).to_string()).unwrap_or_default());
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_reads_as_it_was_written() {
        let size = |name: &str, files: &[(&str, u64)]| Size {
            name: name.to_owned(),
            raw: 2100,
            gzip: 700,
            brotli: 600,
            files: files.iter().map(|(file, bytes)| ((*file).to_owned(), *bytes)).collect(),
        };
        let sizes =
            vec![size("frontend browser vite", &[]), size("everything browser js", &[("js/fetch/wrap.js", 12)])];
        let read = Snapshot::read(&Snapshot::of(sizes).print());
        let [first, second] = &read.sizes[..] else { panic!("one line, one size") };
        assert_eq!([&first.name, &second.name], ["frontend browser vite", "everything browser js"]);
        assert_eq!(first.lengths(), [("raw", 2100), ("gzip", 700), ("brotli", 600)]);
        assert_eq!(read.files, BTreeMap::from([("js/fetch/wrap.js".to_owned(), 12)]));
    }

    #[test]
    fn a_budget_is_two_percent_above_what_was_recorded() {
        assert_eq!(budget(5000), 5100);
    }
}
