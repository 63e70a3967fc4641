//! README.md's table of what was run, at the versions of the lock files.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::list::{Consumer, PLACES};

const README: &str = "README.md";
const BEGIN: &str = "<!-- what `cargo xtask consumers` has run -->\n";
const END: &str = "<!-- end -->\n";

/// Puts the table in its place. Says whether it was another before.
pub fn write(root: &Path) -> Result<bool> {
    let file = root.join(README);
    let before = fs::read_to_string(&file).with_context(|| format!("{README} cannot be read"))?;
    let (head, _, tail) = split(&before)?;
    let after = format!("{head}{}{tail}", table(root)?);
    if after == before {
        return Ok(false);
    }
    fs::write(&file, after).with_context(|| format!("{README} cannot be written"))?;
    Ok(true)
}

/// What is before the table, the table, and what is after it.
fn split(readme: &str) -> Result<(&str, &str, &str)> {
    let lost = || format!("{README} has no table between {BEGIN}and {END}");
    let begin = readme.find(BEGIN).with_context(lost)? + BEGIN.len();
    let end = begin + readme[begin..].find(END).with_context(lost)?;
    Ok((&readme[..begin], &readme[begin..end], &readme[end..]))
}

fn table(root: &Path) -> Result<String> {
    let mut text = "| In an empty folder | with |\n|---|---|\n".to_owned();
    for (place, consumers) in PLACES {
        let texts = consumers.iter().map(|consumer| with_versions(root, consumer)).collect::<Result<Vec<_>>>()?;
        writeln!(text, "| {place} | {} |", texts.join(", "))?;
    }
    Ok(text)
}

/// The consumer's text with the versions of its lock file. What this repository has installed itself, it takes from
/// there.
fn with_versions(root: &Path, consumer: &Consumer) -> Result<String> {
    let own = Path::new("tests/consumers").join(consumer.name).join("project/package-lock.json");
    let file = if root.join(&own).exists() { own } else { "package-lock.json".into() };
    let lock = fs::read_to_string(root.join(&file)).with_context(|| format!("{} cannot be read", file.display()))?;
    let lock: Value = serde_json::from_str(&lock).with_context(|| format!("{} is no JSON", file.display()))?;
    fill(consumer.text, |package| lock["packages"][format!("node_modules/{package}")]["version"].as_str())
        .with_context(|| format!("{} does not name what {} says it runs", file.display(), consumer.name))
}

/// Puts the version in the place of each `{package}`.
fn fill<'a>(text: &str, version: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let Some((before, rest)) = text.split_once('{') else { return Some(text.to_owned()) };
    let (package, after) = rest.split_once('}')?;
    Some(format!("{before}{}{}", version(package)?, fill(after, version)?))
}

#[cfg(test)]
mod tests {
    use super::super::list;
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in a workspace")
    }

    #[test]
    fn the_readme_names_the_versions_of_the_lock_files() {
        let readme = fs::read_to_string(root().join(README)).expect("there is a README.md");
        let (_, written, _) = split(&readme).expect("it has a table");
        assert_eq!(
            written,
            table(root()).expect("every lock file names its tool"),
            "`cargo xtask consumers` repairs it"
        );
    }

    #[test]
    fn every_folder_with_a_check_is_listed() {
        let entries = fs::read_dir(root().join("tests/consumers")).expect("there are consumers");
        let folders = entries.map(|entry| entry.expect("it can be read").path());
        let mut found: Vec<_> = folders
            .filter(|folder| folder.join("check.mjs").exists())
            .map(|folder| folder.file_name().expect("it has a name").to_string_lossy().into_owned())
            .collect();
        let mut listed: Vec<_> = list::all().map(|consumer| consumer.name.to_owned()).collect();
        found.sort_unstable();
        listed.sort_unstable();
        assert_eq!(found, listed);
    }

    #[test]
    fn a_version_stands_where_its_package_was_named() {
        let version = |package: &str| (package == "@a/b").then_some("1.2.3");
        assert_eq!(fill("a {@a/b} (c), d {@a/b}", version).as_deref(), Some("a 1.2.3 (c), d 1.2.3"));
        assert_eq!(fill("a {other}", version), None);
    }
}
