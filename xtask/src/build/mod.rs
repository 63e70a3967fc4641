//! The package: the WebAssembly module and its parts, the template, the JavaScript.

mod chunks;
mod entries;
pub mod exports;
pub mod module;
pub mod module_part;
pub mod module_text;
pub mod module_version;
pub mod package;
pub mod translation;
