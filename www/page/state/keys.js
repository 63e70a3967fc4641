// The keyboard, for whoever reads traces all day.

/** Calls the action of a key, unless the key is meant for a text field or a dialog. */
export function listenToKeys(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const typing = event.target.closest('input, textarea');
    if (typing && event.key !== 'Escape') return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    if (typing) typing.blur();
    else action();
  });
}
