//! What takes long or needs the published bytes: no panics, linear work, reproducible builds, ids, isolation, mutants.

pub mod conformance;
pub mod fuzz;
pub mod mutants;
pub mod panics;
pub mod reproducible;
pub mod work;
