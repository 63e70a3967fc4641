//! Stage 6: which traces are recorded, decided when they start or when it is known how they ended.

pub mod late;
pub mod ot;
pub mod route;
pub mod sampler;
pub mod token_bucket;
