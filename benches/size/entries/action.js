// The page of frontend.js whose visitor's actions are traces, too.
import { action, createLogger, traceFetch } from 'tracehop';

export const log = createLogger({ service: 'shop' });
export const fetch = traceFetch({ service: 'shop', targets: ['https://api.example'] });
export const buy = () => action('buy', async ({ fetch, log }) => log.info('bought', await fetch('/api/buy')));
