//! The release that tracehop.wasm is of, in a section of its own: pkg-template/load/slim-init.js refuses a file of
//! another one.

const SECTION: &str = "tracehop";

/// The module with its version at the end. Engines pass over a custom section.
pub fn stamp(module: &[u8], version: &str) -> Vec<u8> {
    let name = [&[SECTION.len() as u8], SECTION.as_bytes()].concat();
    let length = name.len() + version.len();
    assert!(length < 0x80, "so that a byte is enough for the length");
    [module, &[0, length as u8], &name, version.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use wasmparser::{Parser, Payload};

    use super::*;

    #[test]
    fn a_module_says_its_version() {
        let stamped = stamp(b"\0asm\x01\0\0\0", "1.2.3-rc.1");
        let sections = Parser::new(0).parse_all(&stamped).filter_map(|payload| match payload {
            Ok(Payload::CustomSection(section)) => Some((section.name().to_owned(), section.data().to_vec())),
            _ => None,
        });
        assert_eq!(sections.collect::<Vec<_>>(), [("tracehop".to_owned(), b"1.2.3-rc.1".to_vec())]);
    }
}
