// Making and keeping elements. Data becomes text only, never markup.

/**
 * The element inside `root` that a selector names. The page has it, or this is an error of ours.
 *
 * @template {HTMLElement} [Kind=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} [kind] its class
 * @returns {Kind}
 */
export function find(root, selector, kind = /** @type {any} */ (HTMLElement)) {
  const node = root.querySelector(selector);
  if (!(node instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return node;
}

/**
 * The element around the target of an event that a selector names.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function around({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} [properties] `on...` are listeners, `dataset` is merged, the rest are properties where
 *   the element has them, else attributes
 * @param {...(Node | string | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'dataset') Object.assign(node.dataset, value);
    else if (key in node) Object.assign(node, { [key]: value });
    else node.setAttribute(key, value);
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/**
 * Replaces an element's text if it is another one, so that a selection in it stays.
 *
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of `container` show `items`, in their order. Elements of items that stay are kept, so that focus,
 * hover and scrolling stay too.
 *
 * @template Item
 * @param {Element} container
 * @param {readonly Item[]} items
 * @param {object} how
 * @param {(item: Item) => string} how.key
 * @param {(item: Item) => HTMLElement} how.create
 * @param {(node: HTMLElement, item: Item) => void} [how.update] called for new and kept elements alike
 */
export function keep(container, items, { key, create, update }) {
  const children = /** @type {Iterable<HTMLElement>} */ (container.children);
  const old = new Map([...children].map((node) => [node.dataset.key, node]));
  let next = container.firstElementChild;
  for (const item of items) {
    const name = key(item);
    let node = old.get(name);
    if (node) {
      old.delete(name);
    } else {
      node = create(item);
      node.dataset.key = name;
    }
    update?.(node, item);
    if (node === next) next = node.nextElementSibling;
    else container.insertBefore(node, next);
  }
  for (const node of old.values()) node.remove();
}
