//! One function's body: what it calls, and how it can trap. Instructions that are never run, by the structure of the
//! code alone, do not count: LLVM puts an `unreachable` behind every loop that is only left by a return.

use std::collections::BTreeSet;

use anyhow::Result;
use wasmparser::{FunctionBody, Operator};

#[derive(Default)]
pub struct Function {
    pub calls: BTreeSet<u32>,
    /// Whether it calls through a table.
    pub calls_any: bool,
    pub traps: BTreeSet<&'static str>,
}

/// A block, loop or branch that is not closed yet.
struct Frame {
    /// Whether its start is run.
    entered: bool,
    /// Whether its end is reached other than by falling through: from a branch, or from `then` when in `else`.
    ended: bool,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block,
    /// A branch to it leads back to its start.
    Loop,
    /// Without `else`, so far.
    If,
}

struct Reader {
    function: Function,
    frames: Vec<Frame>,
    /// Whether the next instruction is run.
    runs: bool,
}

impl Function {
    pub fn read(body: &FunctionBody<'_>) -> Result<Self> {
        let whole = Frame { entered: true, ended: false, kind: Kind::Block };
        let mut reader = Reader { function: Self::default(), frames: vec![whole], runs: true };
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            reader.follow(&operator)?;
        }
        Ok(reader.function)
    }

    fn note(&mut self, operator: &Operator<'_>) {
        use Operator as Op;
        match operator {
            Op::Call { function_index } | Op::ReturnCall { function_index } | Op::RefFunc { function_index } => {
                self.calls.insert(*function_index);
            }
            Op::CallIndirect { .. } | Op::ReturnCallIndirect { .. } => self.calls_any = true,
            _ => self.traps.extend(trap(operator)),
        }
    }
}

/// How an instruction traps by design. An access outside the memory traps as well, but safe Rust makes none.
fn trap(operator: &Operator<'_>) -> Option<&'static str> {
    use Operator as Op;
    match operator {
        // With `panic = "abort"` every panic ends in it.
        Op::Unreachable => Some("`unreachable`, which is how a panic ends"),
        Op::I32DivS
        | Op::I32DivU
        | Op::I32RemS
        | Op::I32RemU
        | Op::I64DivS
        | Op::I64DivU
        | Op::I64RemS
        | Op::I64RemU => Some("a division, which traps by zero"),
        Op::I32TruncF32S | Op::I32TruncF32U | Op::I32TruncF64S | Op::I32TruncF64U => Some(TRUNCATION),
        Op::I64TruncF32S | Op::I64TruncF32U | Op::I64TruncF64S | Op::I64TruncF64U => Some(TRUNCATION),
        Op::MemoryGrow { .. } => Some("`memory.grow`: it allocates, which can fail"),
        // None of the features that the build allows has these.
        Op::CallRef { .. } | Op::ReturnCallRef { .. } | Op::BrOnNull { .. } | Op::BrOnNonNull { .. } => Some(UNKNOWN),
        Op::BrOnCast { .. } | Op::BrOnCastFail { .. } | Op::TryTable { .. } | Op::Throw { .. } | Op::ThrowRef => {
            Some(UNKNOWN)
        }
        _ => None,
    }
}

const TRUNCATION: &str = "a conversion, which traps on NaN";
const UNKNOWN: &str = "an instruction that xtask/src/prove/panics does not understand";

impl Reader {
    fn follow(&mut self, operator: &Operator<'_>) -> Result<()> {
        use Operator as Op;
        if self.runs {
            self.function.note(operator);
        }
        match operator {
            Op::Block { .. } | Op::TryTable { .. } => self.open(Kind::Block),
            Op::Loop { .. } => self.open(Kind::Loop),
            Op::If { .. } => self.open(Kind::If),
            Op::Else => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.ended |= self.runs;
                    frame.kind = Kind::Block;
                    self.runs = frame.entered;
                }
            }
            Op::End => {
                if let Some(frame) = self.frames.pop() {
                    self.runs |= frame.ended || frame.kind == Kind::If && frame.entered;
                }
            }
            Op::Br { relative_depth } => {
                self.branch(*relative_depth);
                self.runs = false;
            }
            Op::BrIf { relative_depth } => self.branch(*relative_depth),
            Op::BrTable { targets } => {
                for target in targets.targets() {
                    self.branch(target?);
                }
                self.branch(targets.default());
                self.runs = false;
            }
            Op::Return | Op::Unreachable | Op::ReturnCall { .. } | Op::ReturnCallIndirect { .. } => self.runs = false,
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, kind: Kind) {
        self.frames.push(Frame { entered: self.runs, ended: false, kind });
    }

    fn branch(&mut self, depth: u32) {
        let Some(index) = self.frames.len().checked_sub(depth as usize + 1) else { return };
        let frame = &mut self.frames[index];
        frame.ended |= self.runs && frame.kind != Kind::Loop;
    }
}
