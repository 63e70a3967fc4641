//! What arrived becomes a context, and a context leaves in a carrier. Module: edge.

pub mod flags;
pub mod lineage;
pub mod ot;
pub mod receive;
pub mod relation;
