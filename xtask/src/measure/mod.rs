//! Speed beside other libraries, and bytes beside a snapshot.

pub mod bench;
pub mod size;
