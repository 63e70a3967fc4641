//! Where a version is written: Cargo.toml, the lock files, and the heading of the changelog, with the date.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use semver::Version;

/// The heading of what is not released yet.
const UNRELEASED: &str = "Unreleased";

pub fn write(root: &Path, version: &Version, date: &str) -> Result<()> {
    for file in ["Cargo.toml", "Cargo.lock", "fuzz/Cargo.lock"] {
        edit(&root.join(file), |text| manifest(text, version))?;
    }
    edit(&root.join("CHANGELOG.md"), |text| changelog(text, version, date))
}

fn edit(file: &Path, change: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let changed = change(&text).with_context(|| format!("{} cannot be stamped", file.display()))?;
    Ok(fs::write(file, changed)?)
}

/// The line after `name = "tracehop"` is the package's version, in the manifest as in the lock file.
fn manifest(text: &str, version: &Version) -> Result<String> {
    const NAME: &str = "name = \"tracehop\"\nversion = \"";
    let Some((before, after)) = text.split_once(NAME) else {
        bail!("no package called tracehop with a version below its name")
    };
    let (_, rest) = after.split_once('"').context("the version has no end")?;
    Ok(format!("{before}{NAME}{version}\"{rest}"))
}

/// The first heading becomes the version's. It must be there, and say something below.
fn changelog(text: &str, version: &Version, date: &str) -> Result<String> {
    let (before, after) = text.split_once("\n## ").context("it has no heading")?;
    let (heading, rest) = after.split_once('\n').context("it ends with a heading")?;
    if heading != UNRELEASED && heading != version.to_string() {
        bail!("its first heading is \"{heading}\"; it must be \"{UNRELEASED}\" or \"{version}\"");
    }
    if rest.split("\n## ").next().is_none_or(|news| news.trim().is_empty()) {
        bail!("it says nothing below \"{heading}\"");
    }
    Ok(format!("{before}\n## {version} ({date})\n{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSION: Version = Version::new(1, 2, 3);

    #[test]
    fn a_manifest_and_a_lock_file_get_the_version_of_tracehop_and_no_other() {
        let text = "name = \"other\"\nversion = \"0.1.0\"\n\nname = \"tracehop\"\nversion = \"0.1.0\"\n";
        let stamped = "name = \"other\"\nversion = \"0.1.0\"\n\nname = \"tracehop\"\nversion = \"1.2.3\"\n";
        assert_eq!(manifest(text, &VERSION).unwrap(), stamped);
        assert!(manifest("name = \"other\"\nversion = \"0.1.0\"\n", &VERSION).is_err());
    }

    #[test]
    fn the_first_heading_of_the_changelog_becomes_the_version_and_its_date() {
        for heading in ["Unreleased", "1.2.3"] {
            let text = format!("# Changelog\n\n## {heading}\n\n- News.\n\n## 1.2.2 (2024-12-01)\n");
            let stamped = "# Changelog\n\n## 1.2.3 (2025-01-02)\n\n- News.\n\n## 1.2.2 (2024-12-01)\n";
            assert_eq!(changelog(&text, &VERSION, "2025-01-02").unwrap(), stamped);
        }
    }

    #[test]
    fn a_changelog_that_is_not_ready_is_an_error() {
        let error = |text| changelog(text, &VERSION, "2025-01-02").unwrap_err().to_string();
        assert_eq!(
            error("# Changelog\n\n## 1.2.2 (2024-12-01)\n\n- News.\n"),
            "its first heading is \"1.2.2 (2024-12-01)\"; it must be \"Unreleased\" or \"1.2.3\""
        );
        assert_eq!(
            error("# Changelog\n\n## Unreleased\n\n## 1.2.2\n\n- News.\n"),
            "it says nothing below \"Unreleased\""
        );
        assert_eq!(error("# Changelog\n"), "it has no heading");
    }
}
