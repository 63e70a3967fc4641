//! Is a trace recorded. Module: edge.

pub mod late_sampling;
pub mod route;
pub mod sampler;
