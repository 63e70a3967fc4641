//! Which traces are recorded: the parent's decision, a share of the random bits, a rate, or what the route says.
//!
//! Nothing here asks for the time or makes an id: both come in as values, so a test decides with whatever clock and ids
//! it likes.

use core::time::Duration;

use crate::{
    context::{Continuation, TraceContext},
    headers::{id::TraceId, trace_flags::TraceFlags, traceparent::Traceparent},
    sampling::{
        ot,
        route::{self, Route},
        token_bucket::TokenBucket,
    },
};

pub(crate) use crate::sampling::parent::parent_decision;
pub use crate::sampling::{adaptive::Adaptive, parent::CappedParent, ratio::Ratio, shared::Shared};

/// Decides whether a trace is recorded. Samplers are made of samplers, and many threads may ask one: clones of one that
/// goes by a rate share its token bucket.
///
/// # Examples
///
/// Health checks are not recorded. What callers want recorded is, up to 100 traces a second, and of the traces that
/// start here 10 a second are:
///
/// ```
/// use std::time::Duration;
/// use tracehop::{Continuation, TraceFlags, TraceId, route::Route, sampling::token_bucket::TokenBucket};
/// use tracehop::sampler::{Question, Sampler};
///
/// let cap = TokenBucket::new(100.0, 100.0).expect("a rate and a size");
/// let rate = Sampler::adaptive(10.0).expect("a rate");
/// let health = Route { method: None, path: b"/health" };
/// let sampler = Sampler::by_route([(health, Sampler::AlwaysOff)], Sampler::parent_based(rate).with_cap(cap));
///
/// let id = TraceId::from_bytes([7; 16]).unwrap();
/// let mut question = Question::new(Continuation::Started, TraceFlags::RANDOM, id);
/// question.now = Duration::from_secs(1);
/// question.request = Some((b"GET", b"/orders"));
/// assert!(sampler.decide(&question).sampled);
/// question.request = Some((b"GET", b"/health/live"));
/// assert!(!sampler.decide(&question).sampled);
/// ```
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Sampler {
    /// Every trace.
    AlwaysOn,
    /// None.
    AlwaysOff,
    /// A share of traces.
    Ratio(Ratio),
    /// A rate of traces.
    Adaptive(Shared<Adaptive>),
    /// The caller's decision where a trace is continued, else the root sampler's.
    ParentBased(Box<Sampler>),
    /// The same, but no more of what callers want recorded than the bucket pays for.
    CappedParentBased(Box<Sampler>, Shared<TokenBucket>),
    /// The sampler of the first route that covers the request.
    ByRoute(Box<ByRoute>),
}

/// Samplers by route, and one for all other requests, and for what is no request.
#[derive(Clone, PartialEq, Debug)]
pub struct ByRoute {
    routes: Vec<OwnedRoute>,
    otherwise: Sampler,
}

#[derive(Clone, PartialEq, Debug)]
struct OwnedRoute {
    method: Option<Vec<u8>>,
    path: Vec<u8>,
    sampler: Sampler,
}

/// What a sampler is asked about.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Question<'a> {
    /// How the context came to be.
    pub origin: Continuation,
    /// The flags that it came with.
    pub flags: TraceFlags,
    /// What a share is decided by: the [randomness](TraceId::randomness) of the trace-id, or what [`ot::randomness`]
    /// gives.
    pub randomness: u64,
    /// The time since a moment that is the same for all questions, as `Instant::elapsed` gives it.
    pub now: Duration,
    /// The method as it was sent, and the path as a URL parser writes it; `None` where there is no request, as for a
    /// schedule.
    pub request: Option<(&'a [u8], &'a [u8])>,
}

/// What a sampler decided.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Decision {
    /// Whether the trace is recorded.
    pub sampled: bool,
    /// The share, where that is what decided. [`ot::change`] writes it down.
    pub ratio: Option<Ratio>,
    /// Whether there is a cap, and the caller's trace is not recorded. The caller's [`ot`] is removed then: below a cap
    /// its randomness counts as little as its flag.
    pub capped: bool,
}

impl Sampler {
    /// A share of traces, from 0 to 1. `None` for any other number.
    pub fn ratio(probability: f64) -> Option<Self> {
        Ratio::new(probability).map(Self::Ratio)
    }

    /// A rate of traces. `None` unless the target is a positive finite number.
    pub fn adaptive(target_per_second: f64) -> Option<Self> {
        Adaptive::new(target_per_second).map(|sampler| Self::Adaptive(Shared::new(sampler)))
    }

    /// The caller's decision where a trace is continued, else that of `root`.
    pub fn parent_based(root: Self) -> Self {
        Self::ParentBased(Box::new(root))
    }

    /// The same sampler, but where it is parent-based, no more traces that callers want recorded than the bucket pays
    /// for. A cap that it has already is replaced; any other sampler follows no caller, and stays as it is.
    #[must_use]
    pub fn with_cap(self, bucket: TokenBucket) -> Self {
        match self {
            Self::ParentBased(root) | Self::CappedParentBased(root, _) => {
                Self::CappedParentBased(root, Shared::new(bucket))
            }
            other => other,
        }
    }

    /// The sampler of the first route that covers a request, else `otherwise`.
    pub fn by_route<'a>(routes: impl IntoIterator<Item = (Route<'a>, Self)>, otherwise: Self) -> Self {
        let owned = |(Route { method, path }, sampler): (Route<'_>, Self)| OwnedRoute {
            method: method.map(<[u8]>::to_vec),
            path: path.to_vec(),
            sampler,
        };
        Self::ByRoute(Box::new(ByRoute { routes: routes.into_iter().map(owned).collect(), otherwise }))
    }

    /// Whether to set the sampled flag, given how the context came to be and the flags it came with. For a sampler that
    /// goes by a rate no time passes, and one that goes by routes sees no request: ask those by
    /// [`decide`](Self::decide).
    pub fn should_sample(&self, origin: Continuation, flags: TraceFlags, trace_id: TraceId) -> bool {
        self.decide(&Question::new(origin, flags, trace_id)).sampled
    }

    /// Whether a trace is recorded, and by which share, where that is what decided.
    pub fn decide(&self, question: &Question<'_>) -> Decision {
        let Question { origin, flags, randomness, now, request } = *question;
        let by_parent = || parent_decision(origin, flags);
        match self {
            Self::AlwaysOn => Decision::without_ratio(true),
            Self::AlwaysOff => Decision::without_ratio(false),
            Self::Ratio(ratio) => Decision { ratio: Some(*ratio), ..Decision::without_ratio(ratio.keeps(randomness)) },
            Self::Adaptive(rate) => Decision::without_ratio(rate.ask(now, Adaptive::should_sample)),
            Self::ParentBased(root) => by_parent().map_or_else(|| root.decide(question), Decision::without_ratio),
            Self::CappedParentBased(root, cap) => match by_parent() {
                Some(wanted) => {
                    let sampled = wanted && cap.ask(now, TokenBucket::pays);
                    Decision { capped: !sampled, ..Decision::without_ratio(sampled) }
                }
                None => root.decide(question),
            },
            Self::ByRoute(by_route) => by_route.sampler_for(request).decide(question),
        }
    }
}

/// What is recorded unless somebody says otherwise: what callers want recorded, and every trace that starts here.
impl Default for Sampler {
    fn default() -> Self {
        Self::parent_based(Self::AlwaysOn)
    }
}

impl ByRoute {
    fn sampler_for(&self, request: Option<(&[u8], &[u8])>) -> &Sampler {
        let routes = self.routes.iter().map(|own| Route { method: own.method.as_deref(), path: &own.path });
        let index = request.and_then(|(method, path)| route::find(routes, method, path));
        index.and_then(|index| self.routes.get(index)).map_or(&self.otherwise, |route| &route.sampler)
    }
}

impl Question<'_> {
    /// About a trace by itself: at the first moment, and without a request.
    pub const fn new(origin: Continuation, flags: TraceFlags, trace_id: TraceId) -> Self {
        Self { origin, flags, randomness: trace_id.randomness(), now: Duration::ZERO, request: None }
    }
}

impl Decision {
    const fn without_ratio(sampled: bool) -> Self {
        Self { sampled, ratio: None, capped: false }
    }
}

impl TraceContext {
    /// The same context with the sampler's decision as its sampled flag. A flag changes only together with the
    /// parent-id, so ask for a child, or for a trace that starts here, before it is sent.
    ///
    /// The list-member [`ot`] then says what is true of that decision: the threshold of a ratio that sampled the trace,
    /// and none that contradicts it. For a sampler that goes by a rate or by routes there is
    /// [`sampled_at`](Self::sampled_at).
    #[must_use]
    pub fn sampled_by(self, sampler: &Sampler) -> Self {
        self.sampled_at(sampler, Duration::ZERO, None)
    }

    /// The same with the time, and with the method and the path of the request, as in [`Question`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Instant;
    /// use tracehop::{SpanId, TraceContext, TraceId, sampler::Sampler};
    ///
    /// let started = Instant::now();
    /// let sampler = Sampler::parent_based(Sampler::adaptive(10.0).expect("a rate"));
    ///
    /// let fresh = (TraceId::from_bytes([7; 16]).unwrap(), SpanId::from_bytes([7; 8]).unwrap());
    /// let context = TraceContext::receive(None, None, fresh).sampled_at(&sampler, started.elapsed(), None);
    /// assert!(context.traceparent().flags().is_sampled());
    /// ```
    #[must_use]
    pub fn sampled_at(mut self, sampler: &Sampler, now: Duration, request: Option<(&[u8], &[u8])>) -> Self {
        let (id, flags) = (self.traceparent().trace_id(), self.traceparent().flags());
        let received = self.tracestate().get(ot::KEY).unwrap_or_default().to_owned();
        let randomness = ot::randomness(received.as_bytes(), id.randomness());
        let question = Question { origin: self.origin(), flags, randomness, now, request };
        let Decision { sampled, ratio, capped } = sampler.decide(&question);
        let flags = flags.with_sampled(sampled);
        if capped {
            self.tracestate_mut().delete(ot::KEY);
        } else if let Some(change) = ot::change(received.as_bytes(), flags, ratio, id.randomness()) {
            let value = change.of(&received);
            let is_done = if value.is_empty() {
                self.tracestate_mut().delete(ot::KEY)
            } else {
                self.tracestate_mut().set(ot::KEY, &value).is_ok()
            };
            debug_assert!(is_done, "what changes was there, and what is written is a value: {value:?}");
        }
        let parent_id = self.traceparent().parent_id();
        self.with_traceparent(Traceparent::new(id, parent_id, flags))
    }
}
