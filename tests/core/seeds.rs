//! Laws that hold for every input, tried with inputs that nobody thought of.

use std::{fs, path::Path};

use crate::laws;

/// What a fuzzer starts with, and what it once broke a law with: `cargo xtask fuzz` and Miri read the same files.
#[test]
fn every_seed_keeps_the_laws() {
    type Family = (&'static str, fn(&[u8]));
    let families: [Family; 6] = [
        ("context", laws::context::hold_for),
        ("redact", laws::redact::hold_for),
        ("server_timing", laws::server_timing::hold_for),
        ("target", laws::target::hold_for),
        ("traceparent", laws::traceparent::hold_for),
        ("tracestate", laws::tracestate::hold_for),
    ];
    for (family, hold_for) in families {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(family);
        let seeds = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let seeds: Vec<Vec<u8>> = seeds.map(|path| fs::read(path).expect("a seed")).collect();
        assert!(seeds.len() >= 2, "few seeds in {}", folder.display());
        seeds.iter().for_each(|seed| hold_for(seed));
    }
}
