import { prepareServer } from '../inline/apart/js/entry/server.js';

prepareServer();
