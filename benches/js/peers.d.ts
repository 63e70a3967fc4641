declare module '@sentry/*';
declare module 'dd-trace/*';
declare module 'elastic-apm-node/*';
declare module 'pino';
declare module 'winston';
declare module 'winston-transport';
