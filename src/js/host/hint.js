// Hints: something works, but probably not as the application wants it, and nothing else would say so.

import { report } from './host.js';

let isOn = true;

/** Switches all hints on or off. They are on at first. */
export function setHints(on) {
  isOn = on;
}

/** Writes a hint on the console, once for each key: a sentence that says what happens, and the remedy. */
export function hint(key, sentence) {
  if (isOn) report(key, sentence);
}
