import '../inline/load.js';
import './adopt.js';
export * from '../inline/apart/names/index.js';
