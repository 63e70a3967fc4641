export * from 'tracehop';
