//! Copies of folders that are brought up to date: what did not change keeps its time, so cargo does not build it again.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What is built or installed, not written.
const NOT_SOURCES: [&str; 3] = ["node_modules", "pkg", ".git"];

/// Makes `to` a copy of the sources in `from`.
pub fn sources(from: &Path, to: &Path) -> Result<()> {
    // Cargo's own folder stands beside a manifest; other folders may have the name too.
    copy(from, to, &|folder, name| {
        !NOT_SOURCES.contains(&name) && (name != "target" || !folder.join("Cargo.toml").exists())
    })
}

fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&Path, &str) -> bool) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    let mut names = HashSet::new();
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if !name.to_str().is_some_and(|name| wanted(from, name)) {
            continue;
        }
        let (source, copied) = (entry.path(), to.join(&name));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy(&source, &copied, wanted)?;
        } else if kind.is_file() {
            write(&copied, &fs::read(&source)?)?;
        }
        names.insert(name);
    }
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if names.contains(&entry.file_name()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(file, bytes).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_follows_its_source_and_touches_only_what_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        for folder in ["src", "target", "seeds/target"] {
            fs::create_dir_all(from.join(folder)).unwrap();
        }
        for (file, text) in
            [("Cargo.toml", ""), ("src/a.rs", "a"), ("src/b.rs", "b"), ("target/c", "c"), ("seeds/target/d", "d")]
        {
            fs::write(from.join(file), text).unwrap();
        }
        sources(&from, &to).unwrap();
        let modified = |file: &str| fs::metadata(to.join(file)).unwrap().modified().unwrap();
        let before = modified("src/a.rs");
        assert!(!to.join("target").exists());
        assert_eq!(fs::read_to_string(to.join("seeds/target/d")).unwrap(), "d");

        fs::write(to.join("src/b.rs"), "broken").unwrap();
        fs::write(to.join("src/d.rs"), "not from here").unwrap();
        sources(&from, &to).unwrap();
        assert_eq!(fs::read_to_string(to.join("src/b.rs")).unwrap(), "b");
        assert!(!to.join("src/d.rs").exists());
        assert_eq!(modified("src/a.rs"), before);
    }
}
