//! The demo page and its workers.

pub mod demo;
