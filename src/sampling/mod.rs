//! Stage 6: which traces are recorded, decided when they start or when it is known how they ended.

mod adaptive;
pub mod late;
pub mod ot;
mod parent;
mod ratio;
pub mod route;
pub mod sampler;
mod shared;
pub mod token_bucket;
