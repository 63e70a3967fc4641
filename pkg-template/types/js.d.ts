/**
 * The same as `tracehop`, without WebAssembly: for hosts that forbid it, for example by a Content-Security-Policy. Its
 * rules are the same Rust, compiled to JavaScript.
 *
 * `tracehop/js/page`, `tracehop/js/traceparent` and `tracehop/js/tracestate` are the same as the entries of these names
 * without `js/`.
 *
 * @module
 */

export * from './index.js';
