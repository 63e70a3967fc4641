import type { TraceContext } from './context.js';

/** The part of a request that a sampler can read: a `Request`, or its equivalent on a Node-like server. */
export interface SampledRequest {
  /** Such as `GET`. */
  readonly method: string;
  /** An absolute URL. */
  readonly url: string;
}

/**
 * Decides whether a trace is recorded. Write your own, or use one of the functions here.
 *
 * The samplers here decide by their arguments alone. So a test can choose the ids, with `extract({ traceparent })`, and
 * the clock, which {@link adaptive} and {@link parentBased} accept.
 */
export interface Sampler {
  /**
   * Whether to set the sampled flag.
   *
   * @param context the received context, or that of the trace that just started.
   * @param request the request in work. Undefined for spans, for calls of fetch, and for events that are not requests.
   */
  shouldSample(context: TraceContext, request?: SampledRequest): boolean;
  /**
   * What `shouldSample` would decide, without counting. `explain()` asks this; a sampler that has none is not asked,
   * and its trace counts as sampled.
   */
  wouldSample?(context: TraceContext, request?: SampledRequest): boolean;
  /**
   * Called after each decision, with the context that follows from it, before that context is sent. Use it to write the
   * decision into `tracestate` for other services, as {@link ratio} does.
   */
  mark?(context: TraceContext, request?: SampledRequest): void;
}

/** Records every trace. */
export declare function alwaysOn(): Sampler;

/** Records no trace. */
export declare function alwaysOff(): Sampler;

/**
 * Records this share of traces, the same ones on every service. The decision depends on the random bits of the
 * trace-id, or on `rv` where `tracestate` has `ot=rv:...`.
 *
 * OpenTelemetry can read the share from `tracestate`: `ot=th:c` means that a quarter was kept, so each trace stands for
 * four. Other keys inside `ot` stay. Where a trace is continued, a threshold that contradicts the sampled flag is
 * removed. See [TraceState: Probability
 * Sampling](https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/).
 *
 * @param probability 0 to 1, in steps of 2^-56.
 * @throws `TypeError` for any other value.
 */
export declare function ratio(probability: number): Sampler;

/** A limit for {@link parentBased}: how many traces callers can make us record. */
export interface ForcedCap {
  /** How many sampled flags of callers are followed each second. */
  maxPerSecond: number;
  /** How many are followed at once after a quiet time: at least 1. Default: those of one second. */
  burst?: number;
  /** Gives milliseconds since some fixed moment. Default: the host's `performance.now()`. */
  clock?: () => number;
}

/**
 * Keeps the caller's decision where a trace is continued, and uses `root` where a trace starts.
 *
 * Anybody can set the sampled flag on every request. With a cap, at most `maxPerSecond * s + burst` of them are
 * followed in any `s` seconds, and the others are not recorded. Traces that start here do not count towards the cap.
 * The `ot` of a caller that is not recorded is removed from `tracestate`, so that its `rv` forces no other service
 * either.
 *
 * @throws `TypeError` when `root` is not a sampler, and for an unknown option or one of the wrong type.
 *
 * @example
 * ```js
 * traceHandler(handler, { sampler: parentBased(ratio(0.1), { maxPerSecond: 10, burst: 50 }), errors: 'always' });
 * ```
 */
export declare function parentBased(root: Sampler, cap?: ForcedCap): Sampler;

/**
 * Records up to this many traces a second: every trace while there are fewer, and this many when there are more. Unused
 * capacity of quiet times is kept for one second, so ten seconds never have more than a tenth above the target.
 *
 * `clock` gives milliseconds since some fixed moment. Default: the host's `performance.now()`.
 *
 * @throws `TypeError` when `targetPerSecond` is not a positive finite number.
 */
export declare function adaptive(options: { targetPerSecond: number; clock?: () => number }): Sampler;

/** One rule of {@link byRoute}. */
export interface Route {
  /**
   * Matches this path and every path inside it: `/health` matches `/health/live`, but not `/healthz`. Write it as a URL
   * parser does. The query is not compared.
   */
  path: string;
  /** The method as it is sent, such as `GET`. Default: any. */
  method?: string;
  /**
   * Decides for requests that match. It also gets continued traces: wrap it in {@link parentBased} to keep a caller's
   * decision.
   */
  sampler: Sampler;
}

/**
 * Uses the sampler of the first route that matches a request. Uses `otherwise` where no route matches or where there is
 * no request.
 *
 * @param otherwise default: `parentBased(alwaysOn())`.
 * @throws `TypeError` that names the wrong route and the reason.
 *
 * @example
 * ```js
 * byRoute([
 *   { path: '/health', sampler: alwaysOff() },
 *   { path: '/checkout', method: 'POST', sampler: alwaysOn() },
 * ], parentBased(ratio(0.1)));
 * ```
 */
export declare function byRoute(routes: readonly Route[], otherwise?: Sampler): Sampler;
