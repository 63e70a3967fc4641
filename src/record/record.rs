//! One thing that happened: what a log call says, or a span that has ended.

use core::{fmt, time::Duration};
use std::borrow::Cow;

use crate::headers::id::SpanId;
use crate::record::{
    dialect::{DEFAULT, Dialect},
    level::Level,
    line,
    link::{Links, SpanContext},
    span::{Kind, Status},
    timestamp::Timestamp,
    value::{Fields, Value},
};

/// A log line or a span, as a value. Printed, it is the line that the npm package writes, without the line's end.
///
/// A line has our keys first, in the order of [`KEYS`](crate::record::KEYS), and then the fields. A field that has the
/// name of a key which the line uses is written with a `_` before it. A line of more than
/// [`MAX_LINE`](crate::record::MAX_LINE) bytes is cut: it keeps the start of its message and the fields that still fit,
/// and has `"truncated":true`.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use tracehop::{Traceparent, record::{Level, Log, Record, Span, Timestamp}, span::{Kind, Status}};
///
/// let header: Traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse()?;
/// let time = Timestamp::from_ms(1_742_047_325_123).expect("a moment in 2025");
///
/// let log = Log { context: Some(header.into()), ..Log::new(Level::Info, "cart loaded") };
/// assert_eq!(
///     Record::new(time, log).with_service("cart").with_field("items", 3).to_string(),
///     concat!(
///         r#"{"timestamp":"2025-03-15T14:02:05.123Z","level":"info","message":"cart loaded","service":"cart","#,
///         r#""trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","trace_flags":"01","#,
///         r#""items":3}"#,
///     ),
/// );
///
/// let took = Duration::from_micros(1_500);
/// let span = Span { status: Status::Ok, ..Span::new("GET", header.into(), Kind::Server, took) };
/// assert!(Record::new(time, span).to_string().ends_with(r#""kind":"server","duration_ms":1.5,"status":"ok"}"#));
/// # Ok::<(), tracehop::ParseTraceparentError>(())
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Record<'a> {
    /// When it happened; of a span, when it started.
    pub time: Timestamp,
    /// The service that it happened in.
    pub service: Option<Cow<'a, str>>,
    /// What happened.
    pub event: Event<'a>,
    /// What the application adds.
    pub fields: Fields<'a>,
}

/// What happened: somebody said something, or an operation ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Event<'a> {
    /// A log line.
    Log(Log<'a>),
    /// A span.
    Span(Span<'a>),
}

/// What a log line has.
#[derive(Clone, PartialEq, Debug)]
pub struct Log<'a> {
    /// How grave it is.
    pub level: Level,
    /// The message.
    pub message: Cow<'a, str>,
    /// The operation that it was said in; `None` where there is none.
    pub context: Option<SpanContext>,
}

/// What a span has: one operation, with its start in [`Record::time`].
/// [OpenTelemetry, span](https://opentelemetry.io/docs/specs/otel/trace/api/#span)
#[derive(Clone, PartialEq, Debug)]
pub struct Span<'a> {
    /// The name.
    pub name: Cow<'a, str>,
    /// The operation itself.
    pub context: SpanContext,
    /// The operation above it; `None` for a root.
    pub parent_id: Option<SpanId>,
    /// What kind of operation it is.
    pub kind: Kind,
    /// How long it took. It is written in milliseconds, to the microsecond. Nothing takes no time: a zero has
    /// `"clock":"coarse"` beside it, because the clock could not measure it.
    pub duration: Duration,
    /// How it ended.
    pub status: Status,
    /// Whether nobody saw its end: it was open when its page was left.
    pub unfinished: bool,
    /// Whether it is written although its trace is not sampled, because of how it ended. See
    /// [`late`](crate::sampling::late).
    pub sampled_late: bool,
    /// Operations of other traces that it works for.
    pub links: Links,
    /// The last operation that we know of before an operation between, which writes no lines and is the one above this.
    /// See
    /// [`lineage`](crate::context::lineage).
    pub hidden_hop: Option<SpanId>,
}

impl<'a> Record<'a> {
    /// A record of no service and without fields.
    pub fn new(time: Timestamp, event: impl Into<Event<'a>>) -> Self {
        Self { time, service: None, event: event.into(), fields: Fields::new() }
    }

    /// The same record of this service.
    #[must_use]
    pub fn with_service(mut self, service: impl Into<Cow<'a, str>>) -> Self {
        self.service = Some(service.into());
        self
    }

    /// The same record with one more field. One of the same name gives up its place to it.
    #[must_use]
    pub fn with_field(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Value<'a>>) -> Self {
        self.fields.insert(name, value);
        self
    }

    /// How grave it is. A failed span is an error, every other one is [`Level::Info`].
    pub fn level(&self) -> Level {
        match &self.event {
            Event::Log(log) => log.level,
            Event::Span(Span { status: Status::Error, .. }) => Level::Error,
            Event::Span(_) => Level::Info,
        }
    }

    /// The message of a log line, or the name of a span.
    pub fn message(&self) -> &str {
        match &self.event {
            Event::Log(log) => &log.message,
            Event::Span(span) => &span.name,
        }
    }

    /// The operation: a span itself, or the one that a log line belongs to.
    pub const fn context(&self) -> Option<SpanContext> {
        match &self.event {
            Event::Log(log) => log.context,
            Event::Span(span) => Some(span.context),
        }
    }

    /// The span, where it is one.
    pub const fn span(&self) -> Option<&Span<'a>> {
        match &self.event {
            Event::Span(span) => Some(span),
            Event::Log(_) => None,
        }
    }

    /// The line in a dialect, without its end.
    ///
    /// # Examples
    ///
    /// ```
    /// use tracehop::{dialect::NEW_RELIC, record::{Level, Log, Record, Timestamp}};
    ///
    /// let record = Record::new(Timestamp::default(), Log::new(Level::Warn, "cache is full")).with_service("cart");
    /// assert_eq!(
    ///     record.to_line(&NEW_RELIC),
    ///     r#"{"timestamp":0,"level":"warn","message":"cache is full","service.name":"cart"}"#,
    /// );
    /// ```
    pub fn to_line(&self, dialect: &Dialect<'_>) -> String {
        let mut line = String::new();
        self.write_line(dialect, &mut line);
        line
    }

    /// Adds the line in a dialect, without its end, to a text: one that is used again and again is allocated once.
    pub fn write_line(&self, dialect: &Dialect<'_>, out: &mut String) {
        line::write(self, dialect, out);
    }
}

/// The line that the npm package writes by default.
impl fmt::Display for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_line(&DEFAULT))
    }
}

impl<'a> Log<'a> {
    /// A line that belongs to no operation.
    pub fn new(level: Level, message: impl Into<Cow<'a, str>>) -> Self {
        Self { level, message: message.into(), context: None }
    }
}

impl<'a> Span<'a> {
    /// The span of a root that nothing is known of but how long it took.
    pub fn new(name: impl Into<Cow<'a, str>>, context: SpanContext, kind: Kind, duration: Duration) -> Self {
        Self {
            name: name.into(),
            context,
            parent_id: None,
            kind,
            duration,
            status: Status::Unset,
            unfinished: false,
            sampled_late: false,
            links: Links::new(),
            hidden_hop: None,
        }
    }

    /// How long it took in milliseconds, rounded to the microsecond.
    pub fn duration_ms(&self) -> f64 {
        (self.duration.as_nanos() + 500).div_euclid(1_000) as f64 / 1_000.0
    }
}

impl<'a> From<Log<'a>> for Event<'a> {
    fn from(log: Log<'a>) -> Self {
        Self::Log(log)
    }
}

impl<'a> From<Span<'a>> for Event<'a> {
    fn from(span: Span<'a>) -> Self {
        Self::Span(span)
    }
}
