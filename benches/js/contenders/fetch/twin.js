import { traceFetch } from '../../twin/fetch.js';
import { origin } from '../../inputs.js';
import { swallow } from '../log/sink.js';
import { answer } from './answer.js';

const traced = traceFetch({ service: 'shop', fetch: answer, targets: [origin()], log: swallow });

export const ops = { fetch_overhead: (url) => traced(url) };
