export * from 'tracehop/tracestate';
