//! Laws of the way back.

use tracehop::{
    Traceparent,
    server_timing::{MAX_RECEIVED, add, find},
};

const ONE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const OTHER: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

/// All of them, for the bytes as a header.
pub fn hold_for(bytes: &[u8]) {
    is_found_in(bytes);
    let [one, other] = [ONE, OTHER].map(|header| header.parse().expect("valid"));
    let text = String::from_utf8_lossy(bytes);
    counts_behind(&text.replace(['"', '\\'], ""), one);
    is_replaced(&text, one, other);
}

/// What is found stands there.
pub fn is_found_in(header: &[u8]) {
    let Some(found) = find(header) else { return };
    for id in [found.trace_id().to_string(), found.parent_id().to_string()] {
        assert!(header.windows(id.len()).any(|window| window == id.as_bytes()), "{found} in {header:?}");
    }
}

/// Our metric counts, whatever stands before it. The header is one whose quotes are closed.
pub fn counts_behind(before: &str, mine: Traceparent) {
    let with_mine = add(before, &mine);
    if with_mine.len() <= MAX_RECEIVED {
        assert_eq!(find(with_mine.as_bytes()), Some(mine), "{with_mine}");
    }
}

/// One operation is named, and all else stays.
pub fn is_replaced(header: &str, mine: Traceparent, next: Traceparent) {
    let with_mine = add(header, &mine);
    // Behind a quote that is not closed, nothing is a metric.
    if with_mine.len() <= MAX_RECEIVED && find(with_mine.as_bytes()) == Some(mine) {
        let others = with_mine.strip_suffix(&add("", &mine)).expect("ours at the end");
        assert_eq!(add(&with_mine, &next), others.to_owned() + &add("", &next));
    }
}
