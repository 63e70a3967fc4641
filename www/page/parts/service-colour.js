// One colour for one service, everywhere on the page. The colours themselves stand in theme.css.
const known = ['browser', 'gateway', 'cart', 'payment', 'bank', 'inventory'];
const colours = 8;

/** Gives an element the custom property `--service`, to be used as the colour of this service. */
export function paint(node, service) {
  const place = known.indexOf(service);
  const slot =
    place >= 0 ? place : [...service].reduce((sum, character) => sum + character.codePointAt(0), 0) % colours;
  node.style.setProperty('--service', `var(--service-${slot})`);
  return node;
}
