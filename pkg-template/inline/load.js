import { WHOLE, provide } from '../js/instance.js';
import { compile } from './compile.js';
import { text } from './whole.js';

provide(WHOLE, () => compile(text));
