//! What a URL may say in a line, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    js::wasm::{abi, codes},
    outgoing::url,
    record::redact::{self, Instead},
};

const _: () = assert!(codes::MAX_URL == redact::MAX_URL, "Rust knows where JavaScript cuts");

/// What [`redact_url`] says about a URL that no parser has seen, whose origin is known; -1 where the parser has to be
/// asked.
#[wasm_bindgen]
pub fn redact_url_below(origin_length: usize, length: usize) -> i32 {
    let is_serialised = abi::with(|buffers| buffers.input.get(origin_length..length).is_some_and(url::is_serialised));
    if is_serialised { redact_url(length) as i32 } else { -1 }
}

/// Finds the secrets of the URL in the input. The table gets three numbers for each: start, end, and 0 for a value or 1
/// for a user and password. Returns how many there are.
///
/// Where there are more than the table holds, the last one reaches to the end of the URL.
#[wasm_bindgen]
pub fn redact_url(length: usize) -> usize {
    abi::with(|buffers| {
        let rows = buffers.table.as_chunks_mut::<3>().0;
        let Some(url) = buffers.input.get(..length) else {
            // What was not read is all secret.
            let all = rows.first_mut().map(|row| *row = [0, length as u32, 0]);
            return all.map_or(0, |()| 1);
        };
        let mut count = 0;
        redact::find(url, |secret| {
            let instead = match secret.instead {
                Instead::Value => 0,
                Instead::UserInfo => 1,
            };
            let row = [secret.start as u32, secret.end as u32, instead];
            if let Some(free) = rows.get_mut(count) {
                *free = row;
                count += 1;
            } else if let [.., last] = rows {
                last[1] = length as u32;
            }
        });
        count
    })
}
