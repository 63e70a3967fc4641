//! Decisions about one call, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    headers::trace_flags::TraceFlags,
    outgoing::{
        reason::{Call, Reason, decide},
        target::Decision,
    },
};

/// Why a call carries our headers, or does not. `decided` is what `decide_target` said about its URL in the low byte, `flags`
/// are those of its trace. Bits of `call`: 0 declined, 1 headerless, 2 own header, 3 headers of unsampled traces are omitted,
/// 4 unguarded.
///
/// Returns `decided` where the URL's rules stand; else 5 declined, 6 headerless, 7 own header, 8 omitted, 9 unguarded.
#[wasm_bindgen]
pub fn reason_of_call(decided: u32, call: u32, flags: u8) -> u32 {
    let url = match decided {
        0 => Decision::SameOrigin,
        1 => Decision::Target(0),
        2 => Decision::Outside,
        3 => Decision::Ignored(0),
        _ => Decision::NotHttp,
    };
    let is = |bit: u32| call & (1 << bit) != 0;
    let omitted = is(3) && !TraceFlags::from_bits(flags).is_sampled();
    match decide(url, Call { declined: is(0), headerless: is(1), own_header: is(2), omitted, unguarded: is(4) }) {
        Reason::Url(_) => decided,
        Reason::Declined => 5,
        Reason::Headerless => 6,
        Reason::OwnHeader => 7,
        Reason::Omitted => 8,
        Reason::Unguarded => 9,
    }
}
