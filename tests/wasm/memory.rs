//! The buffers as JavaScript uses them: views of the memory, made from an address.

use js_sys::{Uint8Array, Uint32Array, WebAssembly::Memory};
use tracehop::js::wasm::abi;
use wasm_bindgen::JsCast;

fn buffer() -> wasm_bindgen::JsValue {
    wasm_bindgen::memory().unchecked_into::<Memory>().buffer()
}

fn bytes(address: usize, length: usize) -> Uint8Array {
    Uint8Array::new_with_byte_offset_and_length(&buffer(), address as u32, length as u32)
}

fn table(length: usize) -> Uint32Array {
    Uint32Array::new_with_byte_offset_and_length(&buffer(), abi::table_address() as u32, length as u32)
}

/// Puts text into the input, as much of it as fits, and gives the length that the text has.
pub fn write(text: impl AsRef<[u8]>) -> usize {
    let text = text.as_ref();
    let fitting = &text[..text.len().min(abi::INPUT)];
    bytes(abi::input_address(), fitting.len()).copy_from(fitting);
    text.len()
}

/// The start of the input.
pub fn read_input(length: usize) -> String {
    String::from_utf8(bytes(abi::input_address(), length).to_vec()).expect("text")
}

pub fn write_entropy(entropy: &[u8; abi::ENTROPY]) {
    bytes(abi::entropy_address(), entropy.len()).copy_from(entropy);
}

pub fn entropy() -> Vec<u8> {
    bytes(abi::entropy_address(), abi::ENTROPY).to_vec()
}

/// The start of the output.
pub fn read(length: usize) -> String {
    String::from_utf8(bytes(abi::output_address(), length).to_vec()).expect("text")
}

pub fn write_table(numbers: &[u32]) {
    table(numbers.len()).copy_from(numbers);
}

pub fn read_table(length: usize) -> Vec<u32> {
    table(length).to_vec()
}
