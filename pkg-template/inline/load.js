// The module travels as text.
import { provide } from '../js/instance.js';
import { compile } from './module.js';

provide(compile);
