//! How operations end, and the words of a log line.

use std::collections::HashSet;

use tracehop::{
    log::{KEYS, LEVELS},
    span::{Ending, Kind, METHODS, Status, duration_ms, status},
};

#[test]
fn a_response_says_how_a_span_ended_by_its_code_and_the_spans_kind() {
    for kind in Kind::ALL {
        for code in 0..=1_000_u16 {
            let expected = match code {
                100..=399 => Status::Ok,
                400..=499 if kind == Kind::Client => Status::Error,
                500.. => Status::Error,
                _ => Status::Unset,
            };
            assert_eq!(status(kind, Ending::Response(code)), expected, "{kind:?} {code}");
        }
        assert_eq!(status(kind, Ending::Response(u16::MAX)), Status::Error);
    }
}

#[test]
fn what_returned_is_ok_what_failed_is_an_error_what_was_cancelled_is_neither() {
    for kind in Kind::ALL {
        assert_eq!(status(kind, Ending::Returned), Status::Ok);
        assert_eq!(status(kind, Ending::Failed), Status::Error);
        assert_eq!(status(kind, Ending::Cancelled), Status::Unset);
    }
}

#[test]
fn only_the_callers_own_abort_is_a_cancellation() {
    assert_eq!(Ending::of_error(true, false), Ending::Cancelled);
    for (aborted, timeout) in [(false, false), (false, true), (true, true)] {
        assert_eq!(Ending::of_error(aborted, timeout), Ending::Failed);
    }
}

#[test]
fn a_duration_is_rounded_to_the_microsecond() {
    for (start, end, expected) in [
        (0.0, 0.000_4, 0.0),
        (0.0, 0.000_6, 0.001),
        (10.0, 12.5, 2.5),
        (0.0, 4_512.412_345, 4_512.412),
        (1.7e12, 1.7e12 + 5.0, 5.0),
        (0.0, -0.0, 0.0),
        (5.0, 4.999, 0.0),
        (f64::NAN, f64::NAN, 0.0),
        (0.0, f64::NAN, 0.0),
        (0.0, f64::INFINITY, 0.0),
    ] {
        assert_eq!(duration_ms(start, end), expected, "{start} to {end}");
    }
    assert!(duration_ms(0.0, f64::MAX).is_finite());
}

#[test]
fn the_words_of_a_line_are_those_of_the_documentation() {
    assert_eq!(Kind::ALL.map(Kind::as_str), ["internal", "server", "client", "producer", "consumer"]);
    assert_eq!(Status::ALL.map(Status::as_str), ["unset", "ok", "error"]);
    assert_eq!(LEVELS, ["debug", "info", "warn", "error"]);
    let first = ["timestamp", "level", "message", "service", "trace_id", "span_id", "parent_id", "trace_flags"];
    assert_eq!(KEYS[..8], first);
    assert_eq!(KEYS[8..14], ["kind", "duration_ms", "clock", "status", "unfinished", "sampled"]);
    assert_eq!(KEYS[14..], ["links", "hidden_hop", "last_span_id", "truncated"]);
}

#[test]
fn a_word_is_one_word_and_stands_once() {
    for words in [&KEYS[..], &LEVELS, &METHODS] {
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len(), "{words:?}");
        assert!(words.iter().all(|word| !word.is_empty() && !word.contains([' ', '\n'])), "{words:?}");
    }
    assert!(METHODS.iter().all(|method| method.bytes().all(|byte| byte.is_ascii_uppercase())));
}
