//! A page and the trace of the request that made it: whether the two belong together.
//!
//! HTML can come from a cache, the browser's or a shared one, and then the trace in it is that of an earlier request. A
//! browser reports when it used its own cache. A shared cache shows only in the time at which the server wrote the
//! HTML. Unless both show that the HTML is fresh, the page starts traces of its own.

/// Milliseconds that the clocks of a server and of a page may differ by. HTML that a shared cache has kept for less
/// than that looks fresh, so this is as short as clocks that are set from the network allow.
pub const MAX_SKEW_MS: f64 = 5_000.0;

/// Milliseconds from the start of a navigation after which no operation of the page is part of it, even if it still
/// loads.
pub const LIFETIME_MS: f64 = 30_000.0;

/// Whether an operation that starts now is part of its page's navigation. `until` is the result of
/// [`Navigation::fresh_until`], and times are in milliseconds since the navigation started. The page has to be loading
/// still: once it has loaded, or its visitor has pressed a key or a button, what happens is the visitor's doing.
///
/// # Examples
///
/// ```
/// use tracehop::page::is_joined;
///
/// assert!(is_joined(30_000.0, 120.0, false, false));
/// assert!(!is_joined(30_000.0, 120.0, true, false));
/// assert!(!is_joined(30_000.0, 120.0, false, true));
/// assert!(!is_joined(30_000.0, 30_001.0, false, false));
/// ```
pub fn is_joined(until: f64, now: f64, has_loaded: bool, had_input: bool) -> bool {
    now <= until && !has_loaded && !had_input
}

/// What a browser reports about the navigation to a page. Times are in milliseconds since it started. A number that the
/// browser does not know is NaN; then the HTML does not count as fresh.
/// [Navigation Timing](https://www.w3.org/TR/navigation-timing-2/)
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Navigation {
    /// When the request was sent.
    pub request_start: f64,
    /// When the last byte of the HTML had arrived; 0 until then.
    pub response_end: f64,
    /// When a service worker got the request; 0 where none did.
    pub worker_start: f64,
    /// Bytes that came over the network, headers included.
    pub transfer_size: f64,
    /// Bytes of the body, wherever it came from.
    pub encoded_body_size: f64,
    /// It went back or forward in the history, for which browsers use what they have stored.
    pub from_history: bool,
    /// It was answered from a cache or from a prefetch.
    pub from_store: bool,
}

impl Navigation {
    /// Whether the browser got the complete page from the network. If its cached copy was confirmed with status 304, it
    /// got headers only.
    pub fn is_from_network(&self) -> bool {
        !self.from_history
            && !self.from_store
            && self.worker_start == 0.0
            && self.transfer_size > self.encoded_body_size
    }

    /// Until when operations of the page continue the trace that its HTML names, in milliseconds since the navigation
    /// started. `None` if they do not. `written` is the time at which the server wrote the HTML, by its own clock, and
    /// `now` is the present.
    ///
    /// # Examples
    ///
    /// ```
    /// use tracehop::page::Navigation;
    ///
    /// let navigation = Navigation {
    ///     request_start: 20.0,
    ///     response_end: 80.0,
    ///     worker_start: 0.0,
    ///     transfer_size: 2_300.0,
    ///     encoded_body_size: 2_000.0,
    ///     from_history: false,
    ///     from_store: false,
    /// };
    /// assert!(navigation.fresh_until(50.0, 100.0).is_some());
    /// assert_eq!(navigation.fresh_until(-60_000.0, 100.0), None);
    /// ```
    pub fn fresh_until(&self, written: f64, now: f64) -> Option<f64> {
        let arrived = if self.response_end > 0.0 { self.response_end } else { now };
        let is_answer = written >= self.request_start - MAX_SKEW_MS && written <= arrived + MAX_SKEW_MS;
        (is_answer && self.is_from_network()).then_some(LIFETIME_MS)
    }
}
