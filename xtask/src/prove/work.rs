//! How much work an input makes, counted instead of timed: an interpreter runs the published module and takes fuel for
//! each instruction, and for each byte that one copies. Twice the input must cost at most twice the work, and an input
//! beyond the cap next to none, for then nothing of it is read.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use wasmi::{CompilationMode, Config, Engine, Instance, Linker, Module, Store, Val, Val::I32};

use crate::progress;

/// An export that reads text, what it is called with for a text of this length, and how many bytes it reads at most.
struct Reader {
    export: &'static str,
    arguments: fn(i32) -> Vec<Val>,
    cap: usize,
}

/// The whole input buffer, as src/js/wasm/abi.rs has it.
const INPUT: usize = 32 * 1024;

const READERS: [Reader; 13] = [
    Reader { export: "parse_traceparent", arguments: |length| vec![I32(length)], cap: 512 },
    Reader { export: "receive_traceparent", arguments: |length| vec![I32(1), I32(1), I32(length)], cap: 512 },
    Reader { export: "scan_tracestate", arguments: |length| vec![I32(length)], cap: INPUT },
    Reader { export: "check_member", arguments: |length| vec![I32(length / 2), I32(length)], cap: INPUT },
    Reader { export: "decide_target", arguments: |length| vec![I32(length)], cap: INPUT },
    Reader { export: "redact_url", arguments: |length| vec![I32(length)], cap: INPUT },
    // The origin is the one that some of the texts start with.
    Reader { export: "redact_url_below", arguments: |length| vec![I32(17), I32(length)], cap: INPUT },
    Reader { export: "scan_server_timing", arguments: |length| vec![I32(length)], cap: INPUT / 2 },
    Reader { export: "ratio_samples", arguments: |length| vec![Val::from(0.5), I32(length)], cap: 55 + 256 },
    Reader { export: "change_ot", arguments: |length| vec![Val::from(0.5), I32(length)], cap: 55 + 256 },
    Reader { export: "find_route", arguments: |length| vec![I32(length)], cap: INPUT },
    Reader { export: "is_secret", arguments: |length| vec![I32(length / 2), I32(length)], cap: INPUT },
    Reader { export: "is_hidden_hop", arguments: |length| vec![I32(length)], cap: 16 + 16 },
];

/// Texts that, repeated, keep a reader busy: whitespace, nothing but separators, long runs, many names, a URL within a
/// URL.
const PIECES: [&str; 22] = [
    " ", "\t ", "0", "a", "-", ",", " ,", "a=1,", "a=1 ", "=", "&", ";", "%", "%61", "[", "x.", "a=&", "&token=",
    "token", "://", "@", "\n",
];

/// What stands before the repeated piece, so that the reader gets as far as that.
const STARTS: [&str; 6] = [
    "",
    "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
    "https://a.example/?",
    "https://a.example\nhttps://a.example\n/",
    "a=",
    "traceparent;desc=\"",
];

/// Fuel that a refusal may take, whatever is refused: what a call costs before it looks at its input.
const REFUSAL: u64 = 600;

/// What comes on top of twice the work, beside a quarter: the start of the text, which is not repeated.
const ONCE: u64 = 10_000;

/// Up to 10 MiB and more. The first ones fit into the buffer, where a header of theirs would stand to be read.
const BEYOND: [usize; 5] = [INPUT - 1, INPUT, INPUT + 1, 10 << 20, i32::MAX as usize];

/// Counts for every reader, and fails if one of them works more than in proportion to its input.
pub fn check(package: &Path) -> Result<()> {
    let mut meter = Meter::new(&fs::read(package.join("tracehop.wasm"))?)?;
    for reader in &READERS {
        let most = meter.check(reader)?;
        let (export, bytes) = (reader.export, reader.most());
        let beyond = meter.cost(reader, "", "0", 10 << 20)?;
        progress(&format!("{export}: {most} units of work for the worst {bytes} bytes, {beyond} for 10 MiB"));
    }
    Ok(())
}

impl Reader {
    /// Bytes that are counted: enough for a square to show, and few for an interpreter.
    fn most(&self) -> usize {
        self.cap.min(4096)
    }
}

struct Meter {
    store: Store<()>,
    instance: Instance,
    input: usize,
}

impl Meter {
    fn new(module: &[u8]) -> Result<Self> {
        let mut config = Config::default();
        // All of it before the first call, whose fuel would else pay for that too.
        config.consume_fuel(true).compilation_mode(CompilationMode::Eager);
        let engine = Engine::new(&config);
        let module = Module::new(&engine, module)?;
        let mut store = Store::new(&engine, ());
        store.set_fuel(u64::MAX)?;
        let instance = Linker::new(&engine).instantiate_and_start(&mut store, &module)?;
        let input = instance.get_typed_func::<(), i32>(&store, "input_address")?.call(&mut store, ())?;
        Ok(Self { store, instance, input: usize::try_from(input)? })
    }

    /// Returns what the worst text of [`Reader::most`] bytes costs.
    fn check(&mut self, reader: &Reader) -> Result<u64> {
        let mut most = 0;
        for start in STARTS {
            for piece in PIECES {
                let mut half = self.cost(reader, start, piece, reader.most() / 16)?;
                for part in [8, 4, 2, 1] {
                    let length = reader.most() / part;
                    let cost = self.cost(reader, start, piece, length)?;
                    ensure!(
                        cost <= 2 * half + half / 4 + ONCE,
                        "`{}` is not linear: {length} bytes of {start:?} and {piece:?} again and again take {cost} \
                         units of work, and half of them {half}",
                        reader.export
                    );
                    half = cost;
                }
                most = most.max(half);
                let refusal = self.cost(reader, start, piece, reader.cap + 1)?;
                for length in BEYOND.into_iter().filter(|length| *length > reader.cap) {
                    let cost = self.cost(reader, start, piece, length)?.max(refusal);
                    if cost > refusal || cost > REFUSAL {
                        bail!("`{}` takes {cost} units of work to refuse {length} bytes: it reads them", reader.export);
                    }
                }
            }
        }
        Ok(most)
    }

    /// Fuel of one call, with as much of the text in the buffer as it holds.
    fn cost(&mut self, reader: &Reader, start: &str, piece: &str, length: usize) -> Result<u64> {
        let text: Vec<u8> = start.bytes().chain(piece.bytes().cycle()).take(length.min(INPUT)).collect();
        let memory = self.instance.get_memory(&self.store, "memory").context("the module exports no memory")?;
        memory.write(&mut self.store, self.input, &text)?;
        let export = self.instance.get_func(&self.store, reader.export);
        let export = export.with_context(|| format!("the module has no export `{}`", reader.export))?;
        let arguments = (reader.arguments)(i32::try_from(length)?);
        let before = self.store.get_fuel()?;
        export.call(&mut self.store, &arguments, &mut [Val::I32(0)])?;
        Ok(before - self.store.get_fuel()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::exports;

    #[test]
    fn every_export_that_reads_text_is_counted() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/js");
        let exports = exports::read(&sources).expect("every export is in a module").into_iter();
        let mut reading: Vec<String> = exports.filter(|export| export.reads_text).map(|export| export.name).collect();
        let mut counted = READERS.map(|reader| reader.export);
        reading.sort_unstable();
        counted.sort_unstable();
        assert_eq!(reading, counted);
    }
}
