//! The static buffers that JavaScript and Rust share.

use core::{cell::UnsafeCell, mem::offset_of};

use wasm_bindgen::prelude::*;

use super::codes::{self, BATCH};
use crate::headers::{traceparent, tracestate};

/// Bytes of text that JavaScript can hand over at once.
pub const INPUT: usize = tracestate::MAX_RECEIVED;
/// Numbers that a function can answer with.
pub const TABLE: usize = codes::TABLE_SIZE;
/// Random bytes that are drawn at once.
pub const ENTROPY: usize = codes::ENTROPY_SIZE;

/// What JavaScript reads and writes. In this order, so that words can be written to the input.
#[repr(C, align(4))]
pub struct Buffers {
    /// Text from JavaScript.
    pub input: [u8; INPUT],
    /// Text for JavaScript.
    pub output: [u8; BATCH * traceparent::LENGTH],
    /// Numbers, either way.
    pub table: [u32; TABLE],
    /// Random bytes from the host.
    pub entropy: [u8; ENTROPY],
    /// How many bytes at the end of `entropy` are not used yet.
    pub unused: usize,
}

impl Buffers {
    /// The text that JavaScript wrote; `None` when it says that there was more than fits.
    pub fn text(&self, length: usize) -> Option<&[u8]> {
        self.input.get(..length)
    }
}

const _: () = assert!(
    INPUT == codes::INPUT_SIZE
        && offset_of!(Buffers, input) == 0
        && offset_of!(Buffers, output) == codes::OUTPUT_AT
        && offset_of!(Buffers, table) == codes::TABLE_AT
        && offset_of!(Buffers, entropy) == codes::ENTROPY_AT,
    "JavaScript knows where the buffers are"
);

struct Shared(UnsafeCell<Buffers>);

// SAFETY: a WebAssembly instance without shared memory has one thread.
#[allow(unsafe_code)]
unsafe impl Sync for Shared {}

static BUFFERS: Shared = Shared(UnsafeCell::new(Buffers {
    input: [0; INPUT],
    output: [0; BATCH * traceparent::LENGTH],
    table: [0; TABLE],
    entropy: [0; ENTROPY],
    unused: 0,
}));

/// Nothing in the module allocates, and what tried would fail. Without saying so, the module would carry the messages
/// of an allocator that no export reaches.
#[cfg(no_allocator)]
mod nothing {
    use core::alloc::{GlobalAlloc, Layout};
    use core::ptr;

    struct Nothing;

    // SAFETY: a null pointer says that there is no memory, and what was never given is never given back.
    #[allow(unsafe_code)]
    unsafe impl GlobalAlloc for Nothing {
        // SAFETY: null is what an allocator may always answer.
        unsafe fn alloc(&self, _: Layout) -> *mut u8 {
            ptr::null_mut()
        }

        // SAFETY: nothing was given, so this is never called.
        unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
    }

    #[global_allocator]
    static NOTHING: Nothing = Nothing;
}

/// Gives an export the buffers for the time of its call.
#[allow(unsafe_code)]
pub(crate) fn with<R>(call: impl FnOnce(&mut Buffers) -> R) -> R {
    // SAFETY: one thread, and no second borrow: the module imports no function, so while an export runs nothing can
    // call another, and no export calls `with` inside `with`. JavaScript touches the memory only between calls.
    call(unsafe { &mut *BUFFERS.0.get() })
}

/// The address of the text from JavaScript, [`INPUT`] bytes. The other buffers are behind it: `codes.rs` says where.
#[wasm_bindgen]
pub fn input_address() -> usize {
    with(|buffers| buffers.input.as_ptr().addr())
}

/// The address of the text for JavaScript.
pub fn output_address() -> usize {
    with(|buffers| buffers.output.as_ptr().addr())
}

/// The address of the numbers, [`TABLE`] of 4 bytes.
pub fn table_address() -> usize {
    with(|buffers| buffers.table.as_ptr().addr())
}

/// The address of the random bytes, [`ENTROPY`] of them.
pub fn entropy_address() -> usize {
    with(|buffers| buffers.entropy.as_ptr().addr())
}
