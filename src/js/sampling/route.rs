//! Rules by route, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    js::wasm::abi,
    sampling::route::{self, Route},
};

/// Finds the first route that covers a request. The input is text of one line each: the request, then the routes. A
/// line is a method, a space, and a path; a route for any method has none.
///
/// Returns the index of the route, or -1.
#[wasm_bindgen]
pub fn find_route(length: usize) -> i32 {
    abi::with(|buffers| {
        let mut lines = buffers.text(length).unwrap_or_default().split(|byte| *byte == b'\n').filter_map(words);
        let Some((method, path)) = lines.next() else { return -1 };
        let routes =
            lines.map(|(method, path)| Route { method: Some(method).filter(|method| !method.is_empty()), path });
        route::find(routes, method, path).map_or(-1, |index| index as i32)
    })
}

/// What stands before and behind the first space.
fn words(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let space = line.iter().position(|byte| *byte == b' ')?;
    let (method, [_, path @ ..]) = line.split_at_checked(space)? else { return None };
    Some((method, path))
}
