//! What is ambient: the context around the code that runs, and a page's document. Module: page.

pub mod adopt_span;
pub mod document;
