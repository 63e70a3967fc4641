// A button that copies a text and says that it did.
import { element } from './element.js';

/**
 * @param {string} label
 * @param {() => string} text called when the button is pressed
 * @param {string} [title]
 */
export function copyButton(label, text, title = `Copy ${label}`) {
  const button = element('button', { type: 'button', className: 'copy', title }, label);
  /** @type {number | undefined} */
  let timer;
  button.addEventListener('click', async (event) => {
    event.stopPropagation();
    const done = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    );
    button.dataset.said = done ? 'Copied' : 'No access';
    clearTimeout(timer);
    timer = setTimeout(() => delete button.dataset.said, 1_200);
  });
  return button;
}
