// The headers: those that left the browser, part by part, and those of every hop as the receiver saw them.
import { parse } from 'tracehop/traceparent';
import { copyButton } from '../parts/copy-button.js';
import { around, element, keep } from '../parts/element.js';
import { hopsOf, headersLogged } from '../trace/hops.js';
import { paint } from '../parts/service-colour.js';

/** @typedef {import('../trace/trace.js').Trace} Trace */

const traceHeaders = ['traceparent', 'tracestate'];
const silent = 'no line of it has headers';

/** The strip above the waterfall: what left the browser, and what the first service received. */
export class HeaderStrip {
  #strip;
  /** @type {string | undefined} */
  #drawn;

  /** @param {HTMLElement} strip */
  constructor(strip) {
    this.#strip = strip;
  }

  /** @param {Trace} trace */
  draw(trace) {
    const hop = hopsOf(trace)[0];
    const client = hop?.client ?? trace.spans.find((span) => span.kind === 'client' && headersLogged(span));
    const sent = headersLogged(client);
    const received = hop?.received;
    const drawn = JSON.stringify([trace.traceId, sent, received]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#strip.replaceChildren(
      row(
        client ? `Left the ${client.service}` : 'Left the caller',
        client?.service,
        sent ?? (client ? silent : 'no line of the caller is here'),
      ),
      row(
        hop ? `Reached ${hop.to}` : 'Reached',
        hop?.to,
        received ?? (hop ? silent : 'no service yet'),
        sameness(sent, received),
      ),
    );
  }
}

/** The pane with one block for each hop. */
export class HopsPane {
  #pane;

  /**
   * @param {HTMLElement} pane
   * @param {(spanId: string | undefined) => void} onSelect
   */
  constructor(pane, onSelect) {
    this.#pane = pane;
    pane.addEventListener('click', (event) => {
      const hop = around(event, '.hop');
      if (hop && !around(event, '.copy') && getSelection()?.isCollapsed) onSelect(hop.dataset.key);
    });
  }

  /**
   * @param {Trace} trace
   * @param {{ spanId: string | undefined }} state
   */
  draw(trace, { spanId }) {
    keep(this.#pane, hopsOf(trace), {
      key: ({ server }) => server.id,
      create: () => element('article', { className: 'hop' }),
      update: (node, hop) => {
        node.classList.toggle(
          'selected',
          spanId === hop.server.id || (hop.client !== undefined && spanId === hop.client.id),
        );
        const drawn = JSON.stringify([hop.from, hop.received, hop.sent]);
        if (node.dataset.drawn === drawn) return;
        node.dataset.drawn = drawn;
        node.replaceChildren(...describe(hop));
      },
    });
  }
}

/** @param {import('../trace/hops.js').Hop} hop */
function describe({ from, to, received, sent }) {
  const first = traceHeaders.filter((name) => received && name in received);
  const others = Object.keys(received ?? {}).filter((name) => !first.includes(name));
  /** @type {(Node | undefined | false)[]} */
  const parts = [
    element(
      'header',
      {},
      from ? serviceName(from) : element('span', { className: 'service' }, 'someone'),
      ' → ',
      serviceName(to),
      ' received',
      received &&
        copyButton(
          'Copy',
          () =>
            Object.entries(received)
              .map(([name, value]) => `${name}: ${value}\n`)
              .join(''),
          'Copy these headers',
        ),
    ),
    received
      ? element('dl', {}, ...[...first, ...others].map((name) => headerItem(name, received[name])))
      : element('p', { className: 'hint' }, 'No line of it has headers.'),
    sent && received && sameness(sent, received),
  ];
  return parts.filter((part) => part instanceof Node);
}

/** @param {string} service */
function serviceName(service) {
  return paint(element('b', { className: 'service' }, service), service);
}

/**
 * @param {string} label
 * @param {string | undefined} service
 * @param {Record<string, unknown> | string} headers or why there are none
 * @param {Node} [verdict]
 */
function row(label, service, headers, verdict) {
  const name = element('span', { className: 'where' }, label);
  if (service) paint(name, service);
  const shown =
    typeof headers === 'string'
      ? element('span', { className: 'hint' }, headers)
      : element('dl', {}, ...traceHeaders.filter((key) => key in headers).map((key) => headerItem(key, headers[key])));
  return element('div', { className: 'header-row' }, name, shown, verdict);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function headerItem(name, value) {
  return element(
    'div',
    {},
    element('dt', {}, name),
    element('dd', {}, name === 'traceparent' ? anatomy(String(value)) : String(value)),
  );
}

/**
 * A traceparent in its four parts.
 *
 * @param {string} value
 */
function anatomy(value) {
  const parsed = parse(value);
  if (!parsed) return element('code', { className: 'invalid' }, value);
  const parts = [
    ['version', value.slice(0, 2)],
    ['trace-id', parsed.trace_id],
    ['parent-id', parsed.parent_id],
    ['flags', value.slice(53)],
  ];
  const code = element('code', { className: 'anatomy' });
  for (const [i, [part, text]] of parts.entries()) {
    if (i > 0) code.append('-');
    code.append(element('span', { className: part, title: part, dataset: { part } }, text));
  }
  return code;
}

/**
 * Whether the headers that arrived are those that left.
 *
 * @param {Record<string, unknown> | undefined} sent
 * @param {Record<string, unknown> | undefined} received
 */
function sameness(sent, received) {
  if (!sent?.traceparent || !received?.traceparent) return undefined;
  const same = traceHeaders.every((name) => sent[name] === received[name]);
  return element(
    'span',
    { className: `verdict ${same ? 'same' : 'changed'}` },
    same ? '✓ the same' : '✕ changed on the way',
  );
}
