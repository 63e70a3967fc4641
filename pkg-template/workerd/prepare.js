import { prepareServer } from '../js/server.js';

prepareServer();
