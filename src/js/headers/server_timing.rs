//! `Server-Timing` for JavaScript: what it says of the server's operation, and which of its metrics do. Module: page.

use wasm_bindgen::prelude::*;

use crate::headers::server_timing;
use crate::js::wasm::abi;

/// Reads the `Server-Timing` in the input. The table gets start and end of the `traceparent` that names the server's
/// operation, twice 0 where there is none; then start and end of each metric that names one, or that by its name
/// should.
///
/// Returns how many of those metrics there are. Metrics that do not fit the table are not counted.
#[wasm_bindgen]
pub fn scan_server_timing(length: usize) -> usize {
    abi::with(|buffers| {
        let mut rows = buffers.table.as_chunks_mut::<2>().0.iter_mut();
        let Some(operation) = rows.next() else { return 0 };
        *operation = [0, 0];
        let mut count = 0;
        let Some(header) = buffers.input.get(..length) else { return 0 };
        server_timing::scan(header, |metric| {
            if let Some(value) = metric.operation {
                let start = value.as_ptr().addr() - header.as_ptr().addr();
                *operation = [start as u32, (start + value.len()) as u32];
            }
            if let Some(row) = rows.next() {
                *row = [metric.place.start as u32, metric.place.end as u32];
                count += 1;
            }
        });
        count
    })
}
