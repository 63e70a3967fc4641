import { prepareServer } from '../js/entry/server.js';

prepareServer();
