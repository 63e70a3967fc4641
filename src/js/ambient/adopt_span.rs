//! A span of another tracer that a handler takes over, for JavaScript. Module: edge.

use wasm_bindgen::prelude::*;

use crate::{
    context::relation::{Adopted, Parent},
    js::wasm::codes,
};

/// What stands above the span of a handler: one of the codes `PARENT_...`.
#[wasm_bindgen]
pub fn parent_of_adopted(is_server: bool, has_parent: bool, continues: bool) -> u32 {
    match (Adopted { is_server, has_parent, continues }).parent() {
        Parent::None => codes::PARENT_NONE,
        Parent::Theirs => codes::PARENT_THEIRS,
        Parent::Received => codes::PARENT_RECEIVED,
        Parent::Adopted => codes::PARENT_ADOPTED,
    }
}
