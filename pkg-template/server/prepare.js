import { prepareServer } from '../inline/apart/js/server.js';

prepareServer();
