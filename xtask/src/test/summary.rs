//! The parts that were run, and the closing lines.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

pub struct Row {
    pub name: &'static str,
    verdict: &'static str,
    /// Why it failed, or what is missing.
    reason: String,
    time: Duration,
}

impl Row {
    /// Runs one part. It is skipped where something is missing.
    pub fn of(name: &'static str, missing: Option<String>, run: impl FnOnce() -> Result<()>) -> Self {
        let start = Instant::now();
        let (verdict, reason) = match missing {
            Some(missing) => ("skipped", missing),
            None => run().map_or_else(|error| ("failed", format!("{error:#}")), |()| ("passed", String::new())),
        };
        let row = Self { name, verdict, reason, time: start.elapsed() };
        if row.failed() {
            eprintln!("error: {}", row.reason);
        }
        row
    }

    pub fn failed(&self) -> bool {
        self.verdict == "failed"
    }
}

/// Prints what came of each, and fails if one has failed.
pub fn close(rows: &[Row]) -> ExitCode {
    print!("{}", text(rows));
    if rows.iter().any(Row::failed) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// A table, the reasons of what did not pass, and last a line that is made to be found by machines.
fn text(rows: &[Row]) -> String {
    let mut text = format!("\n{:<18}{:<9}{:>8}\n", "part", "result", "seconds");
    for Row { name, verdict, time, .. } in rows {
        text += &format!("{name:<18}{verdict:<9}{:>8.1}\n", time.as_secs_f64());
    }
    text.push('\n');
    for Row { name, verdict, reason, .. } in rows.iter().filter(|row| row.verdict != "passed") {
        text += &format!("{name} {verdict}: {reason}\n");
    }
    let count = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    text + &format!("{} passed, {} failed, {} skipped\n", count("passed"), count("failed"), count("skipped"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_and_every_reason_is_named() {
        let mut rows = [
            Row::of("fmt", None, || Ok(())),
            Row::of("core", None, || anyhow::bail!("it did")),
            Row::of("demo", Some("no Chromium".to_owned()), || unreachable!("it is skipped")),
        ];
        rows[0].time = Duration::from_millis(1250);
        let text = text(&rows);
        assert!(text.contains("\nfmt               passed        1.2\n"));
        assert!(text.contains("\ncore failed: it did\ndemo skipped: no Chromium\n"));
        assert!(text.ends_with("\n1 passed, 1 failed, 1 skipped\n"));
        assert_eq!(close(&rows), ExitCode::FAILURE);
        assert_eq!(close(&rows[..1]), ExitCode::SUCCESS);
    }
}
