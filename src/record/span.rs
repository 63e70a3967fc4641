//! The kind of a timed operation, and its status by how it ended.
//! [OpenTelemetry, HTTP spans](https://opentelemetry.io/docs/specs/semconv/http/http-spans/)

/// The kind of operation that a span is.
/// [OpenTelemetry, SpanKind](https://opentelemetry.io/docs/specs/otel/trace/api/#spankind)
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// Inside one service.
    Internal,
    /// Answers a request.
    Server,
    /// Sends a request and waits for the answer.
    Client,
    /// Hands over a message.
    Producer,
    /// Takes a message.
    Consumer,
}

impl Kind {
    /// All kinds, in the order in which JavaScript numbers them.
    pub const ALL: [Self; 5] = [Self::Internal, Self::Server, Self::Client, Self::Producer, Self::Consumer];

    /// The word in a log line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Server => "server",
            Self::Client => "client",
            Self::Producer => "producer",
            Self::Consumer => "consumer",
        }
    }
}

/// How an operation ended.
/// [OpenTelemetry, set status](https://opentelemetry.io/docs/specs/otel/trace/api/#set-status)
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// It is not known to have failed or to have succeeded.
    Unset,
    /// It succeeded.
    Ok,
    /// It failed.
    Error,
}

impl Status {
    /// All of them, in the order in which JavaScript numbers them.
    pub const ALL: [Self; 3] = [Self::Unset, Self::Ok, Self::Error];

    /// The word in a log line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unset => "unset",
            Self::Ok => "ok",
            Self::Error => "error",
        }
    }
}

/// What ended an operation, from which its [`status`] follows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ending {
    /// It returned.
    Returned,
    /// A response with this status code; 0 where the host hides the code.
    Response(u16),
    /// An error of the operation itself, a timeout included.
    Failed,
    /// The caller cancelled it.
    Cancelled,
}

impl Ending {
    /// An error while the caller's signal is aborted means that the caller cancelled, unless the signal was a timeout.
    pub const fn of_error(aborted: bool, timeout: bool) -> Self {
        match aborted && !timeout {
            true => Self::Cancelled,
            false => Self::Failed,
        }
    }
}

/// The status of an operation that ended so. A response with a status code 4xx is an error for the client and not for
/// the server.
///
/// # Examples
///
/// ```
/// use tracehop::span::{Ending, Kind, Status, status};
///
/// assert_eq!(status(Kind::Client, Ending::Response(404)), Status::Error);
/// assert_eq!(status(Kind::Server, Ending::Response(404)), Status::Unset);
/// ```
pub const fn status(kind: Kind, ending: Ending) -> Status {
    match (kind, ending) {
        (_, Ending::Returned | Ending::Response(100..=399)) => Status::Ok,
        (_, Ending::Failed | Ending::Response(500..)) => Status::Error,
        (Kind::Client, Ending::Response(400..=499)) => Status::Error,
        (_, Ending::Cancelled | Ending::Response(_)) => Status::Unset,
    }
}

/// Methods that a span names. Any other one is written as `_OTHER`, because a caller can send any word.
/// [OpenTelemetry, http.request.method](https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/)
pub const METHODS: [&str; 10] =
    ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "QUERY"];

/// Milliseconds from `start` to `end`, both in milliseconds, rounded to the microsecond. 0 where the clock could not
/// measure them: it stood still, went backwards or gave no number.
///
/// # Examples
///
/// ```
/// use tracehop::span::duration_ms;
///
/// assert_eq!(duration_ms(10.0, 14.123_4), 4.123);
/// assert_eq!(duration_ms(14.0, 10.0), 0.0);
/// ```
pub const fn duration_ms(start: f64, end: f64) -> f64 {
    let duration = end - start;
    match duration > 0.0 && duration < f64::INFINITY {
        true => (duration * 1000.0 + 0.5) as u64 as f64 / 1000.0,
        false => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callers_abort_is_no_error_and_a_timeout_is_one() {
        assert_eq!(status(Kind::Client, Ending::of_error(true, false)), Status::Unset);
        assert_eq!(status(Kind::Client, Ending::of_error(true, true)), Status::Error);
        assert_eq!(status(Kind::Client, Ending::of_error(false, false)), Status::Error);
    }

    #[test]
    fn a_hidden_status_code_says_nothing() {
        assert_eq!(status(Kind::Client, Ending::Response(0)), Status::Unset);
    }

    #[test]
    fn a_duration_is_never_negative_and_always_a_number() {
        assert_eq!(duration_ms(1.0, 5.12345), 4.123);
        for (start, end) in [(5.0, 1.0), (f64::NAN, 1.0), (0.0, f64::INFINITY), (f64::NEG_INFINITY, 0.0), (3.0, 3.0)] {
            assert_eq!(duration_ms(start, end), 0.0);
        }
    }
}
