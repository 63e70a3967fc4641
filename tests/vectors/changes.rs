//! What a vector does to a list before it leaves.

use serde_json::Value;
use tracehop::Tracestate;

/// Does the changes of a vector, in their order: `["set", key, value]` or `["delete", key]`.
pub fn apply(list: &mut Tracestate, vector: &Value) {
    for change in vector["changes"].as_array().into_iter().flatten() {
        let text = |index: usize| change[index].as_str().expect("text");
        match text(0) {
            "set" => assert_eq!(list.set(text(1), text(2)), Ok(()), "{vector}"),
            "delete" => drop(list.delete(text(1))),
            other => panic!("no change {other}: {vector}"),
        }
    }
}
