import { WHOLE, provide } from '../js/instance.js';
import { compile } from './compile.js';
import { base64 } from './whole.js';

provide(WHOLE, () => compile(base64));
