// Making and keeping elements. Data becomes text only, never markup.

/**
 * @param {string} name
 * @param {Record<string, unknown>} [properties] `on...` are listeners, `dataset` is merged, the rest are properties where
 *   the element has them, else attributes
 * @param {...(Node | string | undefined | false)} children
 */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'dataset') Object.assign(node.dataset, value);
    else if (key in node) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== false));
  return node;
}

/** Replaces an element's text, where it is another one: what is selected or focused stays as it is. */
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
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
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
