//! A record as a line: our keys in the order of the schema, then the fields.

use crate::headers::id::{SpanId, TraceId};
use crate::record::{
    dialect::{Dialect, Ids, SEVERITY_NUMBER},
    record::{Event, Record, Span},
    schema::{MAX_CUT_MESSAGE, MAX_LINE},
    value::{Fields, Value},
};
use crate::text::json;

/// Adds the line to a text. One that is too long is written again, with the start of its message and the fields that
/// fit.
pub(crate) fn write(record: &Record<'_>, dialect: &Dialect<'_>, out: &mut String) {
    let start = out.len();
    let mut line = Line { out, dialect, is_span: record.span().is_some(), start };
    line.write_keys(record, usize::MAX);
    for (name, value) in record.fields.iter() {
        line.write_field(&record.fields, name, value);
    }
    if line.len() >= MAX_LINE {
        line.out.truncate(start);
        line.write_keys(record, MAX_CUT_MESSAGE);
        line.flag("truncated");
        for (name, value) in record.fields.iter() {
            let before = line.out.len();
            line.write_field(&record.fields, name, value);
            if line.len() >= MAX_LINE {
                line.out.truncate(before);
                break;
            }
        }
    }
    out.push('}');
}

/// A line that is being written.
struct Line<'l> {
    out: &'l mut String,
    dialect: &'l Dialect<'l>,
    is_span: bool,
    /// Where it starts in the text.
    start: usize,
}

impl Line<'_> {
    /// Bytes so far, without the last brace.
    fn len(&self) -> usize {
        self.out.len() - self.start
    }

    /// Everything but the fields, with so many UTF-16 code units of the message at most.
    fn write_keys(&mut self, record: &Record<'_>, message_units: usize) {
        let (dialect, level) = (self.dialect, record.level());
        self.key("timestamp");
        match dialect.time_is_number {
            true => json::push(self.out, record.time.as_ms()),
            false => self.plain(record.time),
        }
        self.word("level", dialect.word_of_level(level));
        if let Some(number) = dialect.severity_number(level) {
            self.name(SEVERITY_NUMBER);
            json::push(self.out, number);
        }
        match self.is_span {
            true => self.name(dialect.span_name),
            false => self.key("message"),
        }
        json::push_start(self.out, record.message(), message_units);
        if let Some(service) = &record.service {
            self.word("service", service);
        }
        if let Some(context) = record.context() {
            self.key("trace_id");
            self.trace_id(context.trace_id);
            self.key("span_id");
            self.span_id(context.span_id);
            if let Some(parent_id) = record.span().and_then(|span| span.parent_id) {
                self.key("parent_id");
                self.span_id(parent_id);
            }
            self.key("trace_flags");
            match dialect.flags_are_sampled {
                true => json::push(self.out, context.trace_flags.is_sampled()),
                false => self.plain(context.trace_flags),
            }
        }
        if let Event::Span(span) = &record.event {
            self.write_span(span);
        }
        for (name, value) in dialect.constants {
            self.name(name);
            json::push_text(self.out, value);
        }
    }

    /// What only the line of a span has.
    fn write_span(&mut self, span: &Span<'_>) {
        let duration_ms = span.duration_ms();
        self.word("kind", span.kind.as_str());
        self.key("duration_ms");
        json::push_number(self.out, self.dialect.duration(duration_ms));
        if duration_ms == 0.0 {
            self.word("clock", "coarse");
        }
        self.word("status", self.dialect.word_of_status(span.status));
        if span.unfinished {
            self.flag("unfinished");
        }
        if span.sampled_late {
            self.word("sampled", "late");
        }
        if !span.links.as_slice().is_empty() {
            self.write_links(span);
        }
        if let Some(last) = span.hidden_hop {
            self.flag("hidden_hop");
            self.key("last_span_id");
            self.span_id(last);
        }
    }

    fn write_links(&mut self, span: &Span<'_>) {
        let [trace_id, span_id] = self.dialect.link_keys;
        self.key("links");
        let mut before = '[';
        for link in span.links.as_slice() {
            self.out.push(before);
            self.out.push('{');
            json::push_text(self.out, trace_id);
            self.out.push(':');
            self.trace_id(link.trace_id);
            self.out.push(',');
            json::push_text(self.out, span_id);
            self.out.push(':');
            self.span_id(link.span_id);
            self.out.push('}');
            before = ',';
        }
        self.out.push(']');
    }

    /// A field of the application, with as many `_` before its name as it takes to be the only one of that name.
    fn write_field(&mut self, all: &Fields<'_>, name: &str, value: &Value<'_>) {
        let mut underscores = 0;
        let is_nested = matches!(value, Value::Object(_) | Value::List(_));
        if self.dialect.reserves(name, self.is_span) || is_nested && self.dialect.unfolds(name, self.is_span) {
            underscores = 1;
            while all.iter().any(|(other, _)| is_underscored(other, underscores, name)) {
                underscores += 1;
            }
        }
        self.out.push_str(",\"");
        self.out.extend(std::iter::repeat_n('_', underscores));
        json::push_escaped(self.out, name);
        self.out.push_str("\":");
        value.push_to(self.out);
    }

    /// A key of ours with a text that may need escapes.
    fn word(&mut self, key: &'static str, value: &str) {
        self.key(key);
        json::push_text(self.out, value);
    }

    /// A key of ours that only stands where it is true.
    fn flag(&mut self, key: &'static str) {
        self.key(key);
        self.out.push_str("true");
    }

    /// What comes before the value of a key of ours.
    fn key(&mut self, key: &'static str) {
        self.name(self.dialect.key(key));
    }

    fn name(&mut self, name: &str) {
        self.out.push(if self.len() == 0 { '{' } else { ',' });
        json::push_text(self.out, name);
        self.out.push(':');
    }

    /// A text that needs no escapes.
    fn plain(&mut self, text: impl core::fmt::Display) {
        json::push(self.out, format_args!("\"{text}\""));
    }

    fn trace_id(&mut self, id: TraceId) {
        match self.dialect.ids {
            Ids::Hex => self.plain(id),
            Ids::Decimal => self.plain(low_64_bits(&id.to_bytes())),
            Ids::Resource { project } => {
                self.out.push_str("\"projects/");
                json::push_escaped(self.out, project);
                json::push(self.out, format_args!("/traces/{id}\""));
            }
        }
    }

    fn span_id(&mut self, id: SpanId) {
        match self.dialect.ids {
            Ids::Hex | Ids::Resource { .. } => self.plain(id),
            Ids::Decimal => self.plain(low_64_bits(&id.to_bytes())),
        }
    }
}

/// Whether `other` is `name` with so many `_` before it.
fn is_underscored(other: &str, underscores: usize, name: &str) -> bool {
    other
        .strip_suffix(name)
        .is_some_and(|before| before.len() == underscores && before.bytes().all(|byte| byte == b'_'))
}

fn low_64_bits(bytes: &[u8]) -> u64 {
    bytes.last_chunk().map_or(0, |low| u64::from_be_bytes(*low))
}
