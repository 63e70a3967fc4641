// What makes the list of a context's tracestate. Programs that see no context load nothing of lists, so a context asks here.

let read;

/** Said by src/js/headers/tracestate.js when it is loaded: what makes a list of a header's text, or a copy of a list. */
export function provideLists(reader) {
  read = reader;
}

export function listOf(value) {
  if (read === undefined)
    throw new Error('tracehop: nothing here reads a tracestate yet. Import "tracehop/tracestate" beside "tracehop".');
  return read(value);
}
