//! The grammars once more: slow, by splitting text into owned pieces, to compare the scanners with.

use std::collections::HashSet;

/// The fields of a version 00 header, or the code of the error.
pub type Fields = Result<(String, String, u8), &'static str>;

/// Reads a `traceparent` by its dashes.
pub fn traceparent(received: &[u8]) -> Fields {
    let text = text(received.get(..512).unwrap_or(received));
    let header = text.trim_matches([' ', '\t']);
    let is_whole = received.len() <= 512;
    if header.chars().count() < 55 {
        return Err("length");
    }
    let mut fields = header.splitn(5, '-').map(str::to_owned);
    let version = fields.next().filter(|version| is_hex(version, 2) && version != "ff").ok_or("version")?;
    let trace_id = fields.next().filter(|id| is_hex(id, 32) && !is_zero(id)).ok_or("trace-id")?;
    let parent_id = fields.next().filter(|id| is_hex(id, 16) && !is_zero(id)).ok_or("parent-id")?;
    let (flags, surplus): (String, String) = split_chars(&fields.next().ok_or("trace-flags")?, 2);
    if !is_hex(&flags, 2) {
        return Err("trace-flags");
    }
    match (version.as_str(), surplus.is_empty(), fields.next()) {
        ("00", true, None) if is_whole => {}
        ("00", ..) => return Err("length"),
        (_, true, Some(_)) => {}
        (_, true, None) if is_whole => {}
        (_, true, None) => return Err("length"),
        (_, false, _) => return Err("trace-flags"),
    }
    let bits = u8::from_str_radix(&flags, 16).map_err(|_| "trace-flags")?;
    Ok((trace_id, parent_id, bits % 4))
}

/// Reads a `tracestate` by its commas.
pub fn tracestate(received: &[u8]) -> Result<Vec<(String, String)>, &'static str> {
    if received.len() > 32_768 {
        return Err("list");
    }
    let text = text(received);
    let members: Vec<&str> = text.split(',').map(|member| member.trim_matches([' ', '\t'])).collect();
    let members: Vec<&str> = members.into_iter().filter(|member| !member.is_empty()).collect();
    // The scanner goes from left to right: what is wrong with the first 32 members comes before their number.
    let pairs: Option<Vec<(String, String)>> = members.iter().take(32).map(|member| pair(member)).collect();
    let pairs = pairs.ok_or("list-member")?;
    if members.len() > 32 {
        return Err("list");
    }
    let mut known = HashSet::new();
    Ok(pairs.into_iter().filter(|(key, _)| known.insert(key.clone())).collect())
}

/// What is sent of a list.
pub fn fitting(mut members: Vec<String>) -> String {
    while members.join(",").len() > 512 {
        let long = members.iter().rposition(|member| member.len() > 128);
        members.remove(long.unwrap_or(members.len() - 1));
    }
    members.join(",")
}

/// Whether a list may have this member.
pub fn pair(member: &str) -> Option<(String, String)> {
    let (key, value) = member.split_once('=')?;
    let starts = key.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit());
    let key_is_valid = starts && key.len() <= 256 && key.chars().all(|char| KEY_CHARACTERS.contains(char));
    let mut characters = value.chars();
    let value_is_valid = characters.all(|char| (' '..='~').contains(&char) && char != '=' && char != ',');
    let length_is_valid = (1..=256).contains(&value.chars().count()) && !value.ends_with(' ');
    (key_is_valid && value_is_valid && length_is_valid).then(|| (key.to_owned(), value.to_owned()))
}

const KEY_CHARACTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789_-*/@";

/// One character for each byte, so that text which is not UTF-8 can be split as well.
fn text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn split_chars(text: &str, count: usize) -> (String, String) {
    (text.chars().take(count).collect(), text.chars().skip(count).collect())
}

pub fn is_hex(text: &str, digits: usize) -> bool {
    text.chars().count() == digits && text.chars().all(|char| "0123456789abcdef".contains(char))
}

pub fn is_zero(text: &str) -> bool {
    text.chars().all(|char| char == '0')
}
