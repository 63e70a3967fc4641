//! What is ambient: the context around the code that runs, and a page's document. Module: page.

pub mod document;
