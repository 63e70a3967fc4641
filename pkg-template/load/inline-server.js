// A server whose runtime loads no .wasm file: the module as text, as in a page.
import './inline.js';
import { prepareServer } from '../parts/js/entry/server.js';

prepareServer();
