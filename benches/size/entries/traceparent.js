export * from 'tracehop/traceparent';
