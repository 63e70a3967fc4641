// The same page where its policy forbids WebAssembly: the Rust side is JavaScript.
import { createLogger, traceFetch } from 'tracehop/js';

export const log = createLogger({ service: 'shop' });
export const fetch = traceFetch({ service: 'shop', targets: ['https://api.example'] });
