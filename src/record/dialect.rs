//! What others call the keys of a line: Google Cloud, Datadog, Elastic, New Relic, Honeycomb, and OpenTelemetry's log data
//! model.
//!
//! The tables of the npm package are generated from those here.

use crate::headers::id::{SpanId, TraceId};
use crate::headers::trace_flags::TraceFlags;
use crate::record::line::LEVELS;
use crate::record::span::{Kind, Status};

/// How a backend wants to read a line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Dialect {
    /// What it is called in JavaScript.
    pub name: &'static str,
    /// Our keys that have another name here. All others of [`KEYS`](crate::record::line::KEYS) keep theirs.
    pub keys: &'static [(&'static str, &'static str)],
    /// What stands for `message` in the line of a span.
    pub span_name: &'static str,
    /// The words for [`LEVELS`].
    pub levels: [&'static str; 4],
    /// The words for [`Status::ALL`].
    pub statuses: [&'static str; 3],
    /// `severity_number` for each of [`LEVELS`]; 0 where there is none.
    pub severity_numbers: [u8; 4],
    /// How trace-id and span-ids are written.
    pub ids: Ids,
    /// What the trace-id and the span-id of a link are called.
    pub link_keys: [&'static str; 2],
    /// Whether trace-flags are written as true or false: sampled, or not.
    pub flags_are_sampled: bool,
    /// Whether a timestamp is a number, milliseconds since 1970, and not RFC 3339.
    pub time_is_number: bool,
    /// Parts of a millisecond in which durations are counted.
    pub units_per_ms: u32,
    /// What every line says beside its record.
    pub constants: &'static [(&'static str, &'static str)],
}

/// How ids are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ids {
    /// In hexadecimal, as in a `traceparent`.
    Hex,
    /// Their low 64 bits, in decimal.
    Decimal,
    /// The trace-id as the name of a resource: `projects/PROJECT/traces/ID`.
    Resource,
}

/// The line that is written by default, from which each dialect differs.
pub const DEFAULT: Dialect = Dialect {
    name: "default",
    keys: &[],
    span_name: "message",
    levels: LEVELS,
    statuses: ["unset", "ok", "error"],
    severity_numbers: [0; 4],
    ids: Ids::Hex,
    link_keys: ["trace_id", "span_id"],
    flags_are_sampled: false,
    time_is_number: false,
    units_per_ms: 1,
    constants: &[],
};

/// The [log data model](https://opentelemetry.io/docs/specs/otel/logs/data-model/), in which a severity is also a number.
pub const OPEN_TELEMETRY: Dialect = Dialect { name: "openTelemetry", severity_numbers: [5, 9, 13, 17], ..DEFAULT };

/// Google Cloud's [structured logging](https://cloud.google.com/logging/docs/structured-logging).
pub const GOOGLE_CLOUD: Dialect = Dialect {
    name: "googleCloud",
    keys: &[
        ("timestamp", "time"),
        ("level", "severity"),
        ("trace_id", "logging.googleapis.com/trace"),
        ("span_id", "logging.googleapis.com/spanId"),
        ("trace_flags", "logging.googleapis.com/trace_sampled"),
    ],
    levels: ["DEBUG", "INFO", "WARNING", "ERROR"],
    ids: Ids::Resource,
    flags_are_sampled: true,
    ..DEFAULT
};

/// Datadog's [standard attributes](https://docs.datadoghq.com/standard-attributes/). There `status` is the log's severity,
/// and a duration is counted in nanoseconds.
pub const DATADOG: Dialect = Dialect {
    name: "datadog",
    keys: &[("level", "status"), ("duration_ms", "duration"), ("status", "span.status")],
    units_per_ms: 1_000_000,
    ..DEFAULT
};

/// The same with the ids of tracers before 128-bit trace-ids.
pub const DATADOG_CLASSIC: Dialect = Dialect {
    name: "datadogClassic",
    keys: &[
        ("level", "status"),
        ("trace_id", "dd.trace_id"),
        ("span_id", "dd.span_id"),
        ("parent_id", "dd.parent_id"),
        ("duration_ms", "duration"),
        ("status", "span.status"),
    ],
    ids: Ids::Decimal,
    ..DATADOG
};

/// The [Elastic Common Schema](https://www.elastic.co/docs/reference/ecs), in which a duration is counted in nanoseconds.
pub const ELASTIC: Dialect = Dialect {
    name: "elastic",
    keys: &[
        ("timestamp", "@timestamp"),
        ("level", "log.level"),
        ("service", "service.name"),
        ("trace_id", "trace.id"),
        ("span_id", "span.id"),
        ("parent_id", "parent.id"),
        ("duration_ms", "event.duration"),
        ("status", "event.outcome"),
    ],
    link_keys: ["trace.id", "span.id"],
    statuses: ["unknown", "success", "failure"],
    units_per_ms: 1_000_000,
    constants: &[("ecs.version", "8.11.0")],
    ..DEFAULT
};

/// New Relic's [logs in context](https://docs.newrelic.com/docs/logs/logs-context/logs-in-context/).
pub const NEW_RELIC: Dialect = Dialect {
    name: "newRelic",
    keys: &[
        ("service", "service.name"),
        ("trace_id", "trace.id"),
        ("span_id", "span.id"),
        ("parent_id", "parent.id"),
        ("duration_ms", "duration.ms"),
    ],
    time_is_number: true,
    ..DEFAULT
};

/// Honeycomb's [fields of a trace](https://docs.honeycomb.io/getting-data-in/tracing/send-trace-data/).
pub const HONEYCOMB: Dialect = Dialect {
    name: "honeycomb",
    keys: &[
        ("service", "service.name"),
        ("trace_id", "trace.trace_id"),
        ("span_id", "trace.span_id"),
        ("parent_id", "trace.parent_id"),
        ("kind", "span.kind"),
    ],
    span_name: "name",
    ..DEFAULT
};

/// Every dialect.
pub const DIALECTS: [Dialect; 7] =
    [OPEN_TELEMETRY, GOOGLE_CLOUD, DATADOG, DATADOG_CLASSIC, ELASTIC, NEW_RELIC, HONEYCOMB];

/// What a line says, before anybody has a word for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Record<'a> {
    /// When: milliseconds since 1970, and the same in RFC 3339.
    pub time: (i64, &'a str),
    /// How grave it is: an index into [`LEVELS`].
    pub level: usize,
    /// The message of a log line, or the name of a span.
    pub message: &'a str,
    /// Who writes it.
    pub service: Option<&'a str>,
    /// In which operation.
    pub operation: Option<(TraceId, SpanId, TraceFlags)>,
    /// For the line of a span.
    pub span: Option<SpanRecord>,
}

/// What only the line of a span says.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SpanRecord {
    /// The span above it.
    pub parent_id: Option<SpanId>,
    /// What kind of operation it is.
    pub kind: Kind,
    /// How long it took, in milliseconds.
    pub duration_ms: f64,
    /// How it ended.
    pub status: Status,
}

/// What stands behind a key.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Flag(bool),
}

impl Dialect {
    /// The keys and values of a line, in its order. `project` is the one that [`Ids::Resource`] names.
    ///
    /// # Examples
    ///
    /// ```
    /// use tracehop::dialect::{NEW_RELIC, Record, Value};
    ///
    /// let time = (1_742_047_325_123, "2025-03-15T14:02:05.123Z");
    /// let record = Record { time, level: 1, message: "cart loaded", service: Some("cart"), operation: None, span: None };
    /// let fields = NEW_RELIC.fields(&record, "");
    /// assert_eq!(fields[0], ("timestamp", Value::Number(1_742_047_325_123.0)));
    /// assert_eq!(fields[3], ("service.name", Value::Text("cart".into())));
    /// ```
    pub fn fields(&self, record: &Record, project: &str) -> Vec<(&'static str, Value)> {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut fields = Vec::new();
        let (ms, timestamp) = record.time;
        let time = if self.time_is_number { Value::Number(ms as f64) } else { text(timestamp) };
        fields.push((self.key("timestamp"), time));
        fields.extend(self.levels.get(record.level).map(|level| (self.key("level"), text(level))));
        let number = self.severity_numbers.get(record.level).filter(|number| **number > 0);
        fields.extend(number.map(|number| ("severity_number", Value::Number(f64::from(*number)))));
        let message = if record.span.is_some() { self.span_name } else { self.key("message") };
        fields.push((message, text(record.message)));
        fields.extend(record.service.map(|service| (self.key("service"), text(service))));
        if let Some((trace_id, span_id, flags)) = record.operation {
            fields.push((self.key("trace_id"), Value::Text(self.trace_id(trace_id, project))));
            fields.push((self.key("span_id"), Value::Text(self.span_id(span_id))));
            let parent = record.span.and_then(|span| span.parent_id);
            fields.extend(parent.map(|parent| (self.key("parent_id"), Value::Text(self.span_id(parent)))));
            let flags = match self.flags_are_sampled {
                true => Value::Flag(flags.is_sampled()),
                false => Value::Text(flags.to_string()),
            };
            fields.push((self.key("trace_flags"), flags));
        }
        if let Some(SpanRecord { kind, duration_ms, status, .. }) = record.span {
            let duration = match self.units_per_ms {
                1 => duration_ms,
                units => (duration_ms * f64::from(units)).round(),
            };
            fields.push((self.key("kind"), text(kind.as_str())));
            fields.push((self.key("duration_ms"), Value::Number(duration)));
            let word = Status::ALL.iter().zip(self.statuses).find(|(other, _)| **other == status);
            fields.extend(word.map(|(_, word)| (self.key("status"), text(word))));
        }
        fields.extend(self.constants.iter().map(|(key, value)| (*key, text(value))));
        fields
    }

    /// What this dialect calls one of our keys.
    fn key(&self, ours: &'static str) -> &'static str {
        self.keys.iter().find(|(key, _)| *key == ours).map_or(ours, |(_, theirs)| theirs)
    }

    fn trace_id(&self, id: TraceId, project: &str) -> String {
        match self.ids {
            Ids::Hex => id.to_string(),
            Ids::Decimal => low_64_bits(&id.to_bytes()).to_string(),
            Ids::Resource => format!("projects/{project}/traces/{id}"),
        }
    }

    fn span_id(&self, id: SpanId) -> String {
        match self.ids {
            Ids::Hex | Ids::Resource => id.to_string(),
            Ids::Decimal => low_64_bits(&id.to_bytes()).to_string(),
        }
    }
}

fn low_64_bits(bytes: &[u8]) -> u64 {
    bytes.last_chunk().map_or(0, |low| u64::from_be_bytes(*low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::line::KEYS;

    #[test]
    fn no_dialect_has_a_key_twice() {
        for dialect in DIALECTS {
            let mut keys: Vec<_> = KEYS.iter().map(|key| dialect.key(key)).collect();
            keys.extend(dialect.constants.iter().map(|(key, _)| *key));
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), KEYS.len() + dialect.constants.len(), "{}", dialect.name);
        }
    }

    #[test]
    fn every_renamed_key_is_one_of_ours() {
        for dialect in DIALECTS {
            for (ours, _) in dialect.keys {
                assert!(KEYS.contains(ours), "{}: {ours}", dialect.name);
            }
        }
    }
}
