import '../inline/load.js';
import './prepare.js';
export * from '../inline/apart/names/node.js';
