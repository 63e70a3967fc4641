//! Decisions about one call, for JavaScript.

use wasm_bindgen::prelude::*;

use crate::{
    headers::trace_flags::TraceFlags,
    js::wasm::codes,
    outgoing::{
        reason::{Call, Reason, decide},
        target::Decision,
    },
};

/// Why a call carries our headers, or does not. `decided` is what `decide_target` said about its URL in the low byte,
/// `call` has the bits `CALL_...`, and `flags` are those of its trace.
///
/// Returns `decided` where the URL's rules stand; else the code of what speaks against it.
#[wasm_bindgen]
pub fn reason_of_call(decided: u32, call: u32, flags: u8) -> u32 {
    let url = match decided {
        codes::SAME_ORIGIN => Decision::SameOrigin,
        codes::TARGET => Decision::Target(0),
        codes::OUTSIDE => Decision::Outside,
        codes::IGNORED => Decision::Ignored(0),
        _ => Decision::NotHttp,
    };
    let is = |bit: u32| call & bit != 0;
    let call = Call {
        declined: is(codes::CALL_DECLINED),
        headerless: is(codes::CALL_HEADERLESS),
        own_header: is(codes::CALL_OWN_HEADER),
        omitted: is(codes::CALL_OMITS_UNSAMPLED) && !TraceFlags::from_bits(flags).is_sampled(),
        unguarded: is(codes::CALL_UNGUARDED),
    };
    match decide(url, call) {
        Reason::Url(_) => decided,
        Reason::Declined => codes::DECLINED,
        Reason::Headerless => codes::HEADERLESS,
        Reason::OwnHeader => codes::OWN_HEADER,
        Reason::Omitted => codes::OMITTED,
        Reason::Unguarded => codes::UNGUARDED,
    }
}
