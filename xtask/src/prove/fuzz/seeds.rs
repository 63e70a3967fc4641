//! Where the search starts: every vector is a seed, in the form that the target reads (tests/core/laws, `hold_for`).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::Workspace;

/// Writes the vectors of a target; of a target without vectors, an empty folder.
pub fn write(workspace: &Workspace, target: &str, folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let vectors = workspace.root.join(format!("tests/vectors/{target}.json"));
    if !vectors.exists() {
        return Ok(());
    }
    let vectors = fs::read_to_string(&vectors).with_context(|| format!("{} cannot be read", vectors.display()))?;
    let vectors: Vec<Value> = serde_json::from_str(&vectors).context("the vectors are no JSON array")?;
    for (index, vector) in vectors.iter().enumerate() {
        if let Some(seed) = seed(target, vector) {
            fs::write(folder.join(format!("vector-{index}")), seed)?;
        }
    }
    Ok(())
}

fn seed(target: &str, vector: &Value) -> Option<String> {
    let text = |name: &str| vector[name].as_str();
    Some(match target {
        // Received, sampled, changed, and given a child.
        "context" => format!("{}\n{}\n#<1-2x", text("traceparent")?, text("tracestate").unwrap_or_default()),
        "tracestate" => format!("{}\nshop=checkout\n-shop", text("input")?),
        _ => text("input")?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_vector_becomes_what_its_target_reads() {
        assert_eq!(seed("traceparent", &json!({ "input": "00-" })), Some("00-".to_owned()));
        assert_eq!(seed("tracestate", &json!({ "input": "a=1" })), Some("a=1\nshop=checkout\n-shop".to_owned()));
        let context = json!({ "traceparent": "00-", "tracestate": null });
        assert_eq!(seed("context", &context), Some("00-\n\n#<1-2x".to_owned()));
        assert_eq!(seed("context", &json!({ "traceparent": null })), None);
    }
}
