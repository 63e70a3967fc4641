import '../inline/load.js';
import './adopt.js';
export * from '../inline/apart/names/node.js';
