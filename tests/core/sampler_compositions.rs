//! Samplers made of samplers decide as their parts do, and many threads may ask one.

use std::{thread, time::Duration};

use tracehop::{
    Continuation, SpanId, TraceContext, TraceFlags, TraceId,
    route::Route,
    sampler::{Adaptive, CappedParent, Decision, Question, Ratio, Sampler},
    sampling::token_bucket::TokenBucket,
};

const ORIGINS: [Continuation; 3] = [Continuation::Started, Continuation::Continued, Continuation::Restarted];
const ANY: Route<'_> = Route { method: None, path: b"/" };

fn bucket(per_second: f64, size: f64) -> TokenBucket {
    TokenBucket::new(per_second, size).expect("a rate and a size")
}

fn id(right: u64) -> TraceId {
    TraceId::from_bytes((u128::from(right) | 1 << 127).to_be_bytes()).expect("not zero")
}

/// Questions that look random and are the same in every run, each with the milliseconds since the one before.
fn questions() -> impl Iterator<Item = (Question<'static>, f64)> {
    let (mut state, mut now) = (1_u64, 0);
    (0..5_000).map(move |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let random = (state >> 20) as usize;
        let gap = if now == 0 { 1_000 } else { (random % 97) as u64 };
        now += gap;
        let flags = TraceFlags::from_bits((random / 97 % 4) as u8);
        let question = Question::new(ORIGINS[random / 388 % 3], flags, id(state));
        (Question { now: Duration::from_millis(now), ..question }, gap as f64)
    })
}

fn sampled(sampler: &Sampler, question: &Question<'_>) -> bool {
    sampler.decide(question).sampled
}

#[test]
fn a_rate_below_a_parent_is_asked_about_traces_that_start_here_and_nothing_else() {
    let sampler = Sampler::parent_based(Sampler::adaptive(5.0).expect("a rate"));
    let mut rate = Adaptive::new(5.0).expect("a rate");
    let (mut since, mut kept) = (0.0, 0);
    for (question, gap) in questions() {
        since += gap;
        let expected = match question.origin {
            Continuation::Continued => question.flags.is_sampled(),
            _ => rate.should_sample(std::mem::take(&mut since)),
        };
        assert_eq!(sampled(&sampler, &question), expected, "{question:?}");
        kept += usize::from(expected && question.origin != Continuation::Continued);
    }
    assert!((500..2_000).contains(&kept), "neither all nor none: {kept}");
}

#[test]
fn a_cap_decides_about_what_callers_want_and_the_root_about_all_else() {
    let quarter = Ratio::new(0.25).expect("a probability");
    let sampler = Sampler::parent_based(Sampler::Ratio(quarter)).with_cap(bucket(1.0, 2.0));
    let mut parent = CappedParent::new(bucket(1.0, 2.0));
    let (mut since, mut refused) = (0.0, 0);
    for (question, gap) in questions() {
        since += gap;
        let wanted = question.origin == Continuation::Continued && question.flags.is_sampled();
        let elapsed = if wanted { std::mem::take(&mut since) } else { 0.0 };
        let expected = match parent.decision(question.origin, question.flags, elapsed) {
            Some(sampled) => Decision { sampled, ratio: None, capped: !sampled },
            None => Decision { sampled: quarter.keeps(question.randomness), ratio: Some(quarter), capped: false },
        };
        assert_eq!(sampler.decide(&question), expected, "{question:?}");
        refused += usize::from(wanted && !expected.sampled);
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn only_a_sampler_that_follows_callers_gets_a_cap() {
    for sampler in [Sampler::AlwaysOn, Sampler::AlwaysOff, Sampler::ratio(0.5).expect("a probability")] {
        assert_eq!(sampler.clone().with_cap(bucket(1.0, 1.0)), sampler);
    }
    let twice = Sampler::default().with_cap(bucket(1.0, 1.0)).with_cap(bucket(1.0, 2.0));
    let question = Question::new(Continuation::Continued, TraceFlags::SAMPLED, id(1));
    assert_eq!([(); 3].map(|()| sampled(&twice, &question)), [true, true, false], "the second cap counts");
}

#[test]
fn the_first_route_that_covers_a_request_decides() {
    let get = Route { method: Some(b"GET"), path: b"/health" };
    let orders = Route { method: None, path: b"/orders" };
    let half = Sampler::ratio(0.5).expect("a probability");
    let routes = [(get, Sampler::AlwaysOff), (orders, half.clone()), (orders, Sampler::AlwaysOff)];
    let sampler = Sampler::by_route(routes, Sampler::parent_based(Sampler::AlwaysOn));
    for (question, _) in questions() {
        let with = |request| Question { request, ..question };
        assert!(!sampled(&sampler, &with(Some((b"GET", b"/health/live")))));
        let order = with(Some((b"POST", b"/orders/7")));
        assert_eq!(sampler.decide(&order), half.decide(&order));
        for other in [with(Some((b"POST", b"/health"))), with(Some((b"GET", b"/healthz"))), with(None)] {
            assert_eq!(sampler.decide(&other), Sampler::default().decide(&other), "{other:?}");
        }
    }
}

#[test]
fn routes_with_rates_have_a_bucket_each_and_a_rate_that_is_in_two_routes_has_one() {
    let rate = |target| Sampler::adaptive(target).expect("a rate");
    let shared = rate(1.0);
    let [a, b, c]: [Route<'_>; 3] = [b"/a", b"/b", b"/c"].map(|path| Route { method: None, path });
    let sampler = Sampler::by_route([(a, shared.clone()), (b, shared), (c, rate(1.0))], Sampler::AlwaysOff);
    let question = Question::new(Continuation::Started, TraceFlags::RANDOM, id(1));
    let ask = |path| sampled(&sampler, &Question { request: Some((b"GET", path)), ..question });
    assert_eq!([b"/a", b"/b", b"/c", b"/a"].map(|path| ask(path)), [true, false, true, false]);
}

#[test]
fn what_many_threads_ask_at_once_is_paid_for_once() {
    let sampler = Sampler::by_route(
        [(ANY, Sampler::parent_based(Sampler::adaptive(100.0).expect("a rate")))],
        Sampler::AlwaysOff,
    );
    let kept: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let own = sampler.clone();
                scope.spawn(move || {
                    let question = Question::new(Continuation::Started, TraceFlags::RANDOM, id(1));
                    let question = Question { request: Some((b"GET", b"/")), ..question };
                    (0..1_000).filter(|_| sampled(&own, &question)).count()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
    });
    assert_eq!(kept, 100);
}

#[test]
fn time_that_comes_out_of_order_is_counted_once() {
    let sampler = Sampler::adaptive(1.0).expect("a rate");
    let ask = |seconds| {
        let question = Question::new(Continuation::Started, TraceFlags::RANDOM, id(1));
        sampled(&sampler, &Question { now: Duration::from_secs(seconds), ..question })
    };
    assert_eq!([10, 11, 10, 11, 9, 11, 12].map(ask), [true, true, false, false, false, false, true]);
}

#[test]
fn without_the_time_a_rate_keeps_what_is_saved_and_no_more() {
    let sampler = Sampler::parent_based(Sampler::adaptive(3.0).expect("a rate"));
    let kept = (0..10).filter(|_| sampler.should_sample(Continuation::Started, TraceFlags::RANDOM, id(1))).count();
    assert_eq!(kept, 3);
}

#[test]
fn a_context_is_sampled_at_a_time_and_for_a_request() {
    let fresh = (id(u64::MAX), SpanId::from_bytes([7; 8]).expect("not zero"));
    let quarter = Sampler::parent_based(Sampler::ratio(0.25).expect("a probability"));
    let routes = [(Route { method: None, path: b"/slow" }, Sampler::adaptive(1.0).expect("a rate")), (ANY, quarter)];
    let sampler = Sampler::by_route(routes, Sampler::AlwaysOff);
    let after = |seconds, request| {
        let context =
            TraceContext::receive(None, None, fresh).sampled_at(&sampler, Duration::from_secs(seconds), request);
        (context.traceparent().flags().is_sampled(), context.tracestate().to_string())
    };
    assert_eq!(after(0, Some((b"GET", b"/"))), (true, "ot=th:c".to_owned()), "the share is written down");
    assert_eq!(after(0, Some((b"GET", b"/slow"))), (true, String::new()), "a rate has no share");
    assert_eq!(after(0, Some((b"GET", b"/slow"))), (false, String::new()));
    assert_eq!(after(1, Some((b"GET", b"/slow"))), (true, String::new()));
    assert_eq!(after(1, None), (false, String::new()));
}
