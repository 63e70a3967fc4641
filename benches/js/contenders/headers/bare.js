// Only the five calls of Headers that every library has to make. The received header is not checked. The header that
// leaves is new text, as the header of a child is, because Headers has to read new text to its end.

export const ops = {
  headers_in_out: (received) => {
    const sent = new Headers();
    const traceparent = received.get('traceparent');
    sent.set('traceparent', traceparent.slice(0, 36) + '00f067aa0ba902b7' + traceparent.slice(52));
    sent.set('tracestate', received.get('tracestate'));
    return sent;
  },
};
