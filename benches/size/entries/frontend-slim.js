// The same page where it loads tracehop.wasm by itself: what it loads beside that.
import { createLogger, init, traceFetch } from 'tracehop/slim';

export const started = init('/tracehop.wasm');
export const log = createLogger({ service: 'shop' });
export const fetch = traceFetch({ service: 'shop', targets: ['https://api.example'] });
