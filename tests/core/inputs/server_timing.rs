//! Metrics for the laws of the way back.

use proptest::prelude::*;

use super::{config, edited, header};
use crate::laws::server_timing as law;

fn metric() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}(;dur=[0-9.]{1,4})?",
        "[a-z]{1,6};desc=\"([a-z,;= ]|\\\\[\"\\\\a]){0,12}\"",
        header().prop_map(|header| format!("traceparent;desc=\"{header}\"")),
        header().prop_map(|header| format!("Trace;dur=1;desc={header}")),
    ]
}

fn metrics() -> impl Strategy<Value = String> {
    prop::collection::vec(metric(), 0..6).prop_map(|metrics| metrics.join(", "))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_last_operation_counts_whatever_stands_before_it(before in metrics(), mine in header()) {
        law::counts_behind(&before, mine);
    }

    #[test]
    fn one_operation_is_named_and_all_else_stays(before in metrics(), mine in header(), next in header()) {
        law::is_replaced(&before, mine, next);
    }

    #[test]
    fn any_bytes_keep_the_laws(header in edited(metrics())) {
        law::hold_for(&header);
    }
}
