// What every server does beside loading the module.
import { prepareServer } from '../js/entry/server.js';

prepareServer();
