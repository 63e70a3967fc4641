//! What takes long or needs the published bytes: no panics, linear work, reproducible builds, mutants, fuzzing, the
//! W3C's suite.

pub mod conformance;
pub mod fuzz;
pub mod mutants;
pub mod panics;
pub mod reproducible;
pub mod work;
