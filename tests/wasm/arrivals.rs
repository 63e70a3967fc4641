//! Exports about requests that arrive: texts in, the same answers as natively out.

use tracehop::{
    TraceFlags, TraceId,
    js::{
        context::{lineage::is_hidden_hop, ot::change_ot},
        handler::trust::is_secret,
        sampling::route::find_route,
    },
    ot,
    sampler::Ratio,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::memory::{read, read_input, read_table, write};

#[wasm_bindgen_test]
fn a_secret_is_found_and_the_input_wiped() {
    let ask = |secret: &str, sent: &str| {
        let length = write([secret, sent].concat());
        let found = is_secret(secret.len(), length);
        assert_eq!(read_input(length), "\0".repeat(length), "nothing of it stays in the memory");
        found
    };
    let secret = "correct horse battery";
    assert!(ask(secret, secret));
    for wrong in ["", "correct horse batter", "correct horse batterx", "correct horse battery "] {
        assert!(!ask(secret, wrong), "{wrong}");
    }
    assert!(!is_secret(1 << 20, write(secret)) && !is_secret(3, usize::MAX), "no such lengths");
}

#[wasm_bindgen_test]
fn a_hidden_hop_is_another_operation_than_the_parent() {
    let ask = |value: &str| is_hidden_hop(write(["00f067aa0ba902b7", value].concat()));
    assert!(ask("d75597dee50b0cac"));
    for same in ["00f067aa0ba902b7", "", "0000000000000000", "d75597dee50b0ca", "d75597dee50b0cac0", "D75597DEE50B0CAC"]
    {
        assert!(!ask(same), "{same}");
    }
    assert!(!is_hidden_hop(write("00f0")) && !is_hidden_hop(usize::MAX));
}

#[wasm_bindgen_test]
fn a_route_is_found_by_its_line() {
    let routes = "\n /health\nPOST /orders\n /orders";
    let ask = |request: &str| find_route(write([request, routes].concat()));
    for (request, index) in [
        ("GET /health/live", 0),
        ("POST /orders/7", 1),
        ("GET /orders", 2),
        ("GET /", -1),
        ("GET ", -1),
        ("", -1),
        ("undefined [Throws]", -1),
    ] {
        assert_eq!(ask(request), index, "{request}");
    }
    assert_eq!(find_route(usize::MAX), -1);
}

#[wasm_bindgen_test]
fn a_threshold_changes_as_it_does_natively() {
    let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";
    let randomness = TraceId::from_hex("4bf92f3577b34da6a3ce929d0e0e4736").expect("an id").randomness();
    for received in ["", "th:8", "a:1;th:c;b:2", "rv:ffffffffffffff;th:c", "garbage", "th:8;th:8", &"a".repeat(256)] {
        for bits in 0..4 {
            for probability in [0.0, 0.1, 0.25, 1.0, f64::NAN] {
                let length = write(format!("{header}{bits}{received}"));
                let answer = change_ot(probability, length);
                let flags = TraceFlags::from_bits(bits);
                match ot::change(received.as_bytes(), flags, Ratio::new(probability), randomness) {
                    None => assert_eq!(answer, -1, "{received} {bits} {probability}"),
                    Some(change) => {
                        assert_eq!(read(answer as usize).as_bytes(), change.threshold());
                        assert_eq!(read_table(2), [change.cut().start as u32, change.cut().end as u32]);
                    }
                }
            }
        }
    }
    assert_eq!(change_ot(1.0, write(header)), -1, "no header, no decision");
    assert_eq!(change_ot(1.0, write(format!("{header}1{}", "a".repeat(257)))), -1, "no member has such a value");
}
