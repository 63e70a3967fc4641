// The keyboard.
import { around } from '../parts/element.js';

/**
 * Calls the action of a key, unless the key is meant for a text field or a dialog.
 *
 * @param {Record<string, () => void>} actions by the names of the keys
 */
export function listenToKeys(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const typing = around(event, 'input, textarea');
    if (typing && event.key !== 'Escape') return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    if (typing) typing.blur();
    else action();
  });
}
