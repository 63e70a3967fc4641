//! The clauses of the specification as a list, and that the vectors show every one which a header can show.

use std::collections::{HashMap, HashSet};
use std::{fs, path::Path};

use serde_json::Value;

const VECTORS: [(&str, &str); 3] = [
    ("traceparent", include_str!("../vectors/traceparent.json")),
    ("tracestate", include_str!("../vectors/tracestate.json")),
    ("context", include_str!("../vectors/context.json")),
];

fn rows(json: &str) -> Vec<Value> {
    serde_json::from_str(json).expect("the vectors are JSON")
}

fn checklist() -> Vec<Value> {
    rows(include_str!("../vectors/checklist.json"))
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().filter(|text| !text.is_empty()).unwrap_or_else(|| panic!("no {name}: {row}"))
}

/// The items that a vector shows.
fn items(vector: &Value) -> Vec<u64> {
    let items = vector["items"].as_array().unwrap_or_else(|| panic!("no items: {vector}"));
    items.iter().map(|item| item.as_u64().expect("a number")).collect()
}

fn said(item: u64) -> String {
    let row = checklist().into_iter().find(|row| row["item"] == item).expect("an item");
    format!("{item}: {}", text(&row, "says"))
}

#[test]
fn the_checklist_is_numbered_without_a_gap_and_each_item_names_its_clause() {
    for (index, row) in checklist().iter().enumerate() {
        assert_eq!(row["item"], index + 1, "{row}");
        assert!(text(row, "says").ends_with('.') && text(row, "spec").starts_with("https://"), "{row}");
        assert!(!text(row, "level").is_empty() && !text(row, "strength").is_empty());
    }
}

#[test]
fn every_item_that_a_header_can_show_has_a_vector() {
    let shown: HashSet<u64> = VECTORS.iter().flat_map(|(_, json)| rows(json)).flat_map(|row| items(&row)).collect();
    let to_show: HashSet<u64> =
        checklist().iter().filter(|row| row["shown_by"] == "vectors").filter_map(|row| row["item"].as_u64()).collect();
    let missing: Vec<String> = to_show.difference(&shown).map(|item| said(*item)).collect();
    assert!(missing.is_empty(), "no vector shows these items: {missing:#?}");
    let unknown: Vec<&u64> = shown.difference(&to_show).collect();
    assert!(unknown.is_empty(), "vectors name items that are not there, or that no header can show: {unknown:?}");
    assert!(to_show.len() > 80, "{}", to_show.len());
}

#[test]
fn what_no_header_can_show_has_its_reason_and_the_test_that_shows_it_instead() {
    for row in checklist() {
        match text(&row, "shown_by") {
            "vectors" => assert!(row["because"].is_null() && row["test"].is_null(), "{row}"),
            "test" => {
                text(&row, "because");
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(text(&row["test"], "file"));
                let file = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert!(file.contains(text(&row["test"], "says")), "the test is not there: {row}");
            }
            "nothing" => {
                text(&row, "because");
                // What the recommendation itself demands may not be left out.
                assert!(!matches!(text(&row, "level"), "1" | "2"), "{row}");
            }
            other => panic!("{other}: {row}"),
        }
    }
}

#[test]
fn every_vector_says_why_names_its_clause_and_shows_each_item_once() {
    for (name, json) in VECTORS {
        for vector in rows(json) {
            text(&vector, "why");
            assert!(text(&vector, "spec").starts_with("https://www.w3.org/TR/trace-context-2/#"), "{name}: {vector}");
            let items = items(&vector);
            assert!(!items.is_empty() && items.is_sorted_by(|one, next| one < next), "{name}: {vector}");
        }
    }
}

/// What goes in: all but what comes out, and what is said about it.
#[test]
fn no_vector_stands_there_twice() {
    for (name, json) in VECTORS {
        let mut seen = HashMap::new();
        for (index, vector) in rows(json).iter().enumerate() {
            let input = ["input", "headers", "trust", "sampler", "changes"].map(|name| vector[name].to_string());
            if let Some(first) = seen.insert(input, index) {
                panic!("{name}: entries {first} and {index} have the same input: {vector}");
            }
        }
        assert!(seen.len() > 130, "{name}: {}", seen.len());
    }
}

#[test]
fn a_known_property_of_a_vector_is_spelled_as_its_readers_spell_it() {
    for (name, json) in VECTORS {
        let own: &[&str] = match name {
            "traceparent" => &["input", "expected", "error"],
            "tracestate" => &["input", "expected", "error", "discarded", "printed", "changes", "changed"],
            _ => &["headers", "trust", "sampler", "changes", "origin", "sent"],
        };
        for vector in rows(json) {
            for property in vector.as_object().expect("an object").keys() {
                let known = own.contains(&property.as_str()) || ["why", "spec", "items"].contains(&property.as_str());
                assert!(known, "{name}: no reader knows {property:?}: {vector}");
            }
        }
    }
}
