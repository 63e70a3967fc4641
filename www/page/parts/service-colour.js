// One colour for one service, everywhere on the page. The colours themselves stand in theme.css.
const known = ['browser', 'gateway', 'cart', 'payment', 'bank', 'inventory'];
const colours = 8;

/**
 * Gives an element the custom property `--service`, the colour of this service.
 *
 * @template {HTMLElement} Kind
 * @param {Kind} node
 * @param {string} service
 */
export function paint(node, service) {
  const place = known.indexOf(service);
  const sum = [...service].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
  const slot = place >= 0 ? place : sum % colours;
  node.style.setProperty('--service', `var(--service-${slot})`);
  return node;
}
