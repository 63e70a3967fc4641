//! A part of the module that works in the memory of another part.

use anyhow::{Context, Result};
use wasm_encoder::{EntityType, ImportSection, Module, RawSection, SectionId};
use wasmparser::{Parser, Payload};

/// What such a module imports: the memory of the page's module, which JavaScript hands to it.
pub const MEMORY: (&str, &str) = ("page", "memory");

/// The same module over the memory that it is given, and without data. All parts come from one link, so the same things
/// have the same addresses in each: the data is there already, and so are the buffers.
pub fn over_given_memory(module: &[u8]) -> Result<Vec<u8>> {
    let mut import = Some(memory_import(module)?);
    let mut part = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let Some((id, range)) = payload?.as_section() else { continue };
        if [SectionId::Memory as u8, SectionId::Data as u8, SectionId::DataCount as u8].contains(&id) {
            continue;
        }
        // Sections have an order, and that of imports follows that of types.
        if id != SectionId::Type as u8
            && let Some(import) = import.take()
        {
            part.section(&import);
        }
        part.section(&RawSection { id, data: &module[range] });
    }
    Ok(part.finish())
}

fn memory_import(module: &[u8]) -> Result<ImportSection> {
    let mut own = None;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::MemorySection(memories) = payload.context("wasm-opt wrote no valid module")? {
            own = memories.into_iter().next().transpose()?;
        }
    }
    let own = own.context("a part of the module has no memory of its own to replace")?;
    let memory = wasm_encoder::MemoryType {
        minimum: own.initial,
        maximum: own.maximum,
        memory64: own.memory64,
        shared: own.shared,
        page_size_log2: own.page_size_log2,
    };
    let mut import = ImportSection::new();
    import.import(MEMORY.0, MEMORY.1, EntityType::Memory(memory));
    Ok(import)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_memory_becomes_an_import_and_data_goes() {
        let whole = "(module (memory 17) (func) (data (i32.const 8) \"x\"))";
        let part = over_given_memory(&wat::parse_str(whole).unwrap()).unwrap();
        assert_eq!(part, wat::parse_str("(module (import \"page\" \"memory\" (memory 17)) (func))").unwrap());
    }

    #[test]
    fn a_module_without_a_memory_is_no_part() {
        assert!(over_given_memory(&wat::parse_str("(module)").unwrap()).is_err());
    }
}
