import { answer } from './answer.js';

export const ops = { fetch_overhead: (url) => answer(url) };
