//! Lines as Google Cloud, Datadog, Elastic, New Relic, Honeycomb and OpenTelemetry's log data model read them, and with
//! keys in camel case.
//!
//! The tables of the npm package are generated from those here.

use crate::record::{
    level::Level,
    schema::{KEYS, LEVELS, SPAN_KEYS},
    span::Status,
};

/// The key of the number that stands for a level, in dialects that have one.
pub(crate) const SEVERITY_NUMBER: &str = "severity_number";

/// How a backend wants to read a line: its names for our keys, its words for levels and statuses, its units and its
/// form of ids.
///
/// # Examples
///
/// ```
/// use tracehop::{dialect, record::{Level, Log, Record, Timestamp}};
///
/// let record = Record::new(Timestamp::default(), Log::new(Level::Warn, "cache is full"));
/// assert_eq!(
///     record.to_line(&dialect::google_cloud("shop")),
///     r#"{"time":"1970-01-01T00:00:00.000Z","severity":"WARNING","message":"cache is full"}"#,
/// );
/// ```
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Dialect<'a> {
    /// Its name in JavaScript.
    pub name: &'static str,
    /// Our keys that have another name here. All others of [`KEYS`] keep theirs.
    pub keys: &'static [(&'static str, &'static str)],
    /// The key of a span's name.
    pub span_name: &'static str,
    /// The words for [`LEVELS`].
    pub levels: [&'static str; 4],
    /// The words for [`Status::ALL`].
    pub statuses: [&'static str; 3],
    /// `severity_number` for each of [`LEVELS`]; 0 where there is none.
    pub severity_numbers: [u8; 4],
    /// How trace-id and span-ids are written.
    pub ids: Ids<'a>,
    /// The names of the trace-id and the span-id in a link. The ids themselves are written as those of the line.
    pub link_keys: [&'static str; 2],
    /// Whether trace-flags are written as true or false: sampled, or not.
    pub flags_are_sampled: bool,
    /// Whether a timestamp is a number, milliseconds since 1970, and not RFC 3339.
    pub time_is_number: bool,
    /// Parts of a millisecond in which durations are counted.
    pub units_per_ms: u32,
    /// Keys and values that every line has.
    pub constants: &'static [(&'static str, &'static str)],
}

/// How ids are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ids<'a> {
    /// In hexadecimal, as in a `traceparent`.
    Hex,
    /// Their low 64 bits, in decimal.
    Decimal,
    /// The trace-id as the name of a resource, `projects/PROJECT/traces/ID`; span-ids in hexadecimal.
    Resource {
        /// The id of the project that has the traces.
        project: &'a str,
    },
}

/// The line that is written by default, from which each dialect differs.
pub const DEFAULT: Dialect<'static> = Dialect {
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

/// The [log data model](https://opentelemetry.io/docs/specs/otel/logs/data-model/), in which a severity is also a
/// number.
pub const OPEN_TELEMETRY: Dialect<'static> =
    Dialect { name: "openTelemetry", severity_numbers: [5, 9, 13, 17], ..DEFAULT };

/// Google Cloud's [structured logging](https://cloud.google.com/logging/docs/structured-logging), with the id of the
/// project that has the traces.
pub const fn google_cloud(project: &str) -> Dialect<'_> {
    Dialect {
        name: "googleCloud",
        keys: &[
            ("timestamp", "time"),
            ("level", "severity"),
            ("trace_id", "logging.googleapis.com/trace"),
            ("span_id", "logging.googleapis.com/spanId"),
            ("trace_flags", "logging.googleapis.com/trace_sampled"),
        ],
        levels: ["DEBUG", "INFO", "WARNING", "ERROR"],
        ids: Ids::Resource { project },
        flags_are_sampled: true,
        ..DEFAULT
    }
}

/// Datadog's [standard attributes](https://docs.datadoghq.com/standard-attributes/). There `status` is the log's
/// severity, and a duration is counted in nanoseconds.
pub const DATADOG: Dialect<'static> = Dialect {
    name: "datadog",
    keys: &[("level", "status"), ("duration_ms", "duration"), ("status", "span.status")],
    units_per_ms: 1_000_000,
    ..DEFAULT
};

/// The same with the ids of tracers before 128-bit trace-ids.
pub const DATADOG_CLASSIC: Dialect<'static> = Dialect {
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

/// The [Elastic Common Schema](https://www.elastic.co/docs/reference/ecs), in which a duration is counted in
/// nanoseconds.
pub const ELASTIC: Dialect<'static> = Dialect {
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
        ("links", "span.links"),
    ],
    link_keys: ["trace.id", "span.id"],
    statuses: ["unknown", "success", "failure"],
    units_per_ms: 1_000_000,
    constants: &[("ecs.version", "8.11.0")],
    ..DEFAULT
};

/// New Relic's [logs in context](https://docs.newrelic.com/docs/logs/logs-context/logs-in-context/).
pub const NEW_RELIC: Dialect<'static> = Dialect {
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
pub const HONEYCOMB: Dialect<'static> = Dialect {
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

/// The default line with keys as JavaScript writes names, for services whose lines already have a `traceId`.
pub const CAMEL_CASE: Dialect<'static> = Dialect {
    name: "camelCase",
    keys: &[
        ("trace_id", "traceId"),
        ("span_id", "spanId"),
        ("parent_id", "parentId"),
        ("trace_flags", "traceFlags"),
        ("duration_ms", "durationMs"),
        ("hidden_hop", "hiddenHop"),
        ("last_span_id", "lastSpanId"),
    ],
    link_keys: ["traceId", "spanId"],
    ..DEFAULT
};

/// Every dialect but [`DEFAULT`], with the project of [`google_cloud`].
pub const fn all(project: &str) -> [Dialect<'_>; 8] {
    [OPEN_TELEMETRY, google_cloud(project), DATADOG, DATADOG_CLASSIC, ELASTIC, NEW_RELIC, HONEYCOMB, CAMEL_CASE]
}

impl Dialect<'_> {
    /// What this dialect calls one of our keys.
    pub(crate) fn key(&self, ours: &'static str) -> &'static str {
        self.keys.iter().find(|(key, _)| *key == ours).map_or(ours, |(_, theirs)| theirs)
    }

    /// Whether only we may write a key of this name, in the line of a span or in another one.
    pub fn reserves(&self, name: &str, is_span: bool) -> bool {
        self.has_key(is_span, |key| key == name)
    }

    /// Whether a backend unfolds an object of this name onto a key that only we may write, as `trace` onto `trace.id`.
    pub fn unfolds(&self, name: &str, is_span: bool) -> bool {
        self.has_key(is_span, |key| key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
    }

    fn has_key(&self, is_span: bool, is_it: impl Fn(&str) -> bool) -> bool {
        KEYS.iter().any(|key| (is_span || !SPAN_KEYS.contains(key)) && is_it(self.key(key)))
            || (is_span && is_it(self.span_name))
            || (self.severity_numbers != [0; 4] && is_it(SEVERITY_NUMBER))
            || self.constants.iter().any(|(key, _)| is_it(key))
    }

    pub(crate) const fn word_of_level(&self, level: Level) -> &'static str {
        self.levels[level as usize]
    }

    pub(crate) fn severity_number(&self, level: Level) -> Option<u8> {
        Some(self.severity_numbers[level as usize]).filter(|number| *number > 0)
    }

    pub(crate) const fn word_of_status(&self, status: Status) -> &'static str {
        self.statuses[status as usize]
    }

    /// A duration in the unit of this dialect, of which only milliseconds have a fraction.
    pub(crate) fn duration(&self, ms: f64) -> f64 {
        match self.units_per_ms {
            1 => ms,
            units => (ms * f64::from(units)).round(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::KEYS;

    #[test]
    fn no_dialect_has_a_key_twice() {
        for dialect in all("") {
            let mut keys: Vec<_> = KEYS.iter().map(|key| dialect.key(key)).collect();
            keys.extend(dialect.constants.iter().map(|(key, _)| *key));
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), KEYS.len() + dialect.constants.len(), "{}", dialect.name);
        }
    }

    #[test]
    fn every_renamed_key_is_one_of_ours() {
        for dialect in all("") {
            for (ours, _) in dialect.keys {
                assert!(KEYS.contains(ours), "{}: {ours}", dialect.name);
            }
        }
    }
}
