// A page that traces its requests and logs.
import { createLogger, traceFetch } from 'tracehop';

export const log = createLogger({ service: 'shop' });
export const fetch = traceFetch({ service: 'shop', targets: ['https://api.example'] });
