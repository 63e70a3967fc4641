//! A page and the trace of the request that made it: whether the two belong together.
//!
//! HTML can be older than the navigation that shows it: a cache keeps it, the browser's own or one that serves everybody. What
//! names a trace in it is then somebody else's. A browser tells of its own cache; of all others only the time tells at which
//! the server wrote the HTML. Without proof, the page starts traces of its own.

/// Milliseconds that the clocks of a server and of a page may differ by. HTML that a shared cache keeps for less than that
/// cannot be told from fresh HTML, so this is as short as clocks that are set from the network allow.
pub const MAX_SKEW_MS: f64 = 5_000.0;

/// Milliseconds from the start of a navigation during which operations of the page are part of it.
pub const LIFETIME_MS: f64 = 30_000.0;

/// What a browser says about the navigation that brought a page. Times are milliseconds since it started. A number that the
/// browser does not know is NaN, and proves nothing.
/// [Navigation Timing](https://www.w3.org/TR/navigation-timing-2/)
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Navigation {
    /// When the request was sent.
    pub request_start: f64,
    /// When the last byte of the HTML had arrived; 0 until then.
    pub response_end: f64,
    /// When a service worker was asked; 0 where none was.
    pub worker_start: f64,
    /// Bytes that came over the network, headers included.
    pub transfer_size: f64,
    /// Bytes of the body, wherever it came from.
    pub encoded_body_size: f64,
    /// It went back or forward in the history, where browsers show what they have.
    pub from_history: bool,
    /// It was delivered from a cache or from a prefetch.
    pub from_store: bool,
}

impl Navigation {
    /// Whether the browser asked the network for this page and got all of it from there. One whose cached copy was confirmed
    /// (304) got headers only.
    pub fn is_from_network(&self) -> bool {
        !self.from_history
            && !self.from_store
            && self.worker_start == 0.0
            && self.transfer_size > self.encoded_body_size
    }

    /// Until when operations of the page continue the trace that its HTML names, in milliseconds since the navigation
    /// started; `None` for never. The HTML was written at `written`, by the server's clock, and it is `now`.
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
