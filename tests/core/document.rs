//! Which pages continue the trace that their HTML names.

use tracehop::page::{LIFETIME_MS, MAX_SKEW_MS, Navigation, is_joined};

/// A page that came over the network 120 ms after its request.
const FRESH: Navigation = Navigation {
    request_start: 30.0,
    response_end: 150.0,
    worker_start: 0.0,
    transfer_size: 2_300.0,
    encoded_body_size: 2_000.0,
    from_history: false,
    from_store: false,
};

const NOW: f64 = 400.0;

#[test]
fn html_that_was_written_for_this_navigation_is_fresh_for_its_lifetime() {
    for written in [30.0, 90.0, 150.0] {
        assert_eq!(FRESH.fresh_until(written, NOW), Some(LIFETIME_MS), "{written}");
    }
}

#[test]
fn clocks_may_differ_a_little_either_way() {
    for (written, is_fresh) in [
        (30.0 - MAX_SKEW_MS, true),
        (29.9 - MAX_SKEW_MS, false),
        (150.0 + MAX_SKEW_MS, true),
        (150.1 + MAX_SKEW_MS, false),
    ] {
        assert_eq!(FRESH.fresh_until(written, NOW).is_some(), is_fresh, "{written}");
    }
}

#[test]
fn html_that_a_shared_cache_kept_is_not_fresh() {
    for age in [10_000.0, 60_000.0, 3_600_000.0, 1.7e12] {
        assert_eq!(FRESH.fresh_until(FRESH.request_start - age, NOW), None, "{age} ms old");
        assert_eq!(FRESH.fresh_until(FRESH.request_start + age, NOW), None, "{age} ms ahead");
    }
}

#[test]
fn a_page_that_the_browser_had_already_is_not_fresh() {
    for (stale, why) in [
        (Navigation { transfer_size: 0.0, ..FRESH }, "from the browser's cache"),
        (Navigation { transfer_size: 300.0, ..FRESH }, "confirmed by a 304: the headers are new, the HTML is not"),
        (Navigation { transfer_size: 2_000.0, ..FRESH }, "no headers came"),
        (Navigation { from_store: true, ..FRESH }, "prefetched"),
        (Navigation { from_history: true, ..FRESH }, "gone back to"),
        (Navigation { worker_start: 12.0, ..FRESH }, "from a service worker, which may have kept it"),
    ] {
        assert!(!stale.is_from_network(), "{why}");
        assert_eq!(stale.fresh_until(90.0, NOW), None, "{why}");
    }
}

#[test]
fn what_a_browser_does_not_know_is_no_proof() {
    for unknown in [
        Navigation { request_start: f64::NAN, ..FRESH },
        Navigation { worker_start: f64::NAN, ..FRESH },
        Navigation { transfer_size: f64::NAN, ..FRESH },
        Navigation { encoded_body_size: f64::NAN, ..FRESH },
    ] {
        assert_eq!(unknown.fresh_until(90.0, NOW), None, "{unknown:?}");
    }
    for written in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(FRESH.fresh_until(written, NOW), None);
    }
}

#[test]
fn html_that_is_still_arriving_was_written_before_now() {
    let streaming = Navigation { response_end: 0.0, transfer_size: 300.0, encoded_body_size: 0.0, ..FRESH };
    assert!(streaming.fresh_until(NOW, NOW).is_some());
    assert_eq!(streaming.fresh_until(NOW + MAX_SKEW_MS + 1.0, NOW), None);
}

#[test]
fn a_page_is_joined_while_it_loads_and_nobody_has_acted() {
    for (now, has_loaded, had_input, is_part) in [
        (0.0, false, false, true),
        (LIFETIME_MS, false, false, true),
        (LIFETIME_MS + 0.1, false, false, false),
        (NOW, true, false, false),
        (NOW, false, true, false),
        (NOW, true, true, false),
    ] {
        assert_eq!(is_joined(LIFETIME_MS, now, has_loaded, had_input), is_part, "{now} {has_loaded} {had_input}");
    }
    assert!(!is_joined(f64::NAN, NOW, false, false), "a page that nobody found fresh");
}
