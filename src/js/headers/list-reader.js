// What makes a list of a tracestate's text. A page has no tracestate and loads nothing that reads one, so a context
// asks here.

let read;

/** Called by tracestate.js when it is loaded, with what makes a list of a header's text, or a copy of a list. */
export function provideLists(reader) {
  read = reader;
}

export function listOf(value) {
  if (read === undefined)
    throw new Error('tracehop: nothing here reads a tracestate yet. Import "tracehop/tracestate" beside "tracehop".');
  return read(value);
}
