//! The header fields of a vector of the processing model, as a host hands them over.

use serde_json::Value;

/// The value of a header: of all fields of that name, in any case, joined in their order. None where there is no such
/// field.
pub fn received(vector: &Value, name: &str, separator: &str) -> Option<String> {
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let fields = vector["headers"].as_array().expect("headers").iter();
    let named = fields.filter(|field| text(&field[0]).eq_ignore_ascii_case(name));
    named.map(|field| text(&field[1])).reduce(|joined, line| [&*joined, &*line].join(separator))
}
