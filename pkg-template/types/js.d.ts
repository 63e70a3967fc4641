/**
 * The same as `tracehop`, without WebAssembly: for hosts that forbid it, for example by a Content-Security-Policy. Its
 * rules are the same Rust, compiled to JavaScript.
 *
 * `tracehop/js/traceparent` and `tracehop/js/tracestate` are the same as `tracehop/traceparent` and
 * `tracehop/tracestate`.
 *
 * @module
 */

export * from './index.js';
