//! How operations relate, for JavaScript, which compares the texts of ids. Module: page.

use wasm_bindgen::prelude::*;

use crate::context::{lineage, relation};

/// Whether an operation that the application named itself is a child of the context around it.
#[wasm_bindgen]
pub fn is_child(same_trace: bool, same_span: bool) -> bool {
    relation::Named { same_trace, same_span }.is_child()
}

/// Whether the active span of another tracer is inside our scope.
#[wasm_bindgen]
pub fn is_theirs_inner(is_active: bool, was_active: bool) -> bool {
    relation::is_theirs_inner(is_active, was_active)
}

/// Whether an operation puts its own span-id into our list-member.
#[wasm_bindgen]
pub fn is_lineage_renewed(asked: bool, present: bool, remote: bool) -> bool {
    lineage::is_renewed(asked, present, remote)
}
