//! The package: the WebAssembly module and its parts, the template, the JavaScript.

mod chunks;
mod entries;
pub mod exports;
pub mod module;
mod module_part;
pub mod module_text;
pub mod package;
mod short_names;
mod translation;
