import '../inline/load.js';
import './adopt.js';
export * from '../inline/apart/index.js';
