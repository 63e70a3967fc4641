//! The closing lines of a run of many things.

use std::fmt::Write as _;
use std::time::Duration;

pub struct Row {
    pub name: &'static str,
    pub outcome: Outcome,
    pub time: Duration,
}

pub enum Outcome {
    Passed,
    /// Why.
    Failed(String),
    /// What is missing.
    Skipped(String),
}

impl Outcome {
    fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "failed",
            Self::Skipped(_) => "skipped",
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Passed => None,
            Self::Failed(reason) | Self::Skipped(reason) => Some(reason),
        }
    }
}

/// A table whose first column has that title, the reasons of what did not pass, and last a line that is made to be
/// found by machines.
pub fn text(title: &str, rows: &[Row]) -> String {
    let mut text = format!("\n{title:<18}{:<9}{:>8}\n", "result", "seconds");
    for Row { name, outcome, time } in rows {
        let seconds = time.as_secs_f64();
        writeln!(text, "{name:<18}{:<9}{seconds:>8.1}", outcome.word()).expect("a String takes all text");
    }
    text.push('\n');
    for Row { name, outcome, .. } in rows {
        if let Some(reason) = outcome.reason() {
            writeln!(text, "{name} {}: {reason}", outcome.word()).expect("a String takes all text");
        }
    }
    let count = |word| rows.iter().filter(|row| row.outcome.word() == word).count();
    writeln!(text, "{} passed, {} failed, {} skipped", count("passed"), count("failed"), count("skipped"))
        .expect("a String takes all text");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_and_every_reason_is_named() {
        let row = |name, outcome| Row { name, outcome, time: Duration::from_millis(1250) };
        let text = text(
            "part",
            &[
                row("fmt", Outcome::Passed),
                row("core", Outcome::Failed("it did".to_owned())),
                row("demo", Outcome::Skipped("no Chromium".to_owned())),
            ],
        );
        assert!(text.contains("\nfmt               passed        1.2\n"));
        assert!(text.contains("\ncore failed: it did\ndemo skipped: no Chromium\n"));
        assert!(text.ends_with("\n1 passed, 1 failed, 1 skipped\n"));
    }
}
