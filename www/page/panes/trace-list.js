// The list of traces, the newest first.
import { around, element, find, keep, setText } from '../parts/element.js';
import { clock, duration } from '../parts/format.js';
import { paint } from '../parts/service-colour.js';
import { titleOf } from './waterfall.js';

/** @typedef {import('../trace/trace.js').Trace} Trace */

export class TraceList {
  #list;
  #empty;

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} empty
   * @param {(traceId: string | undefined) => void} onSelect
   */
  constructor(list, empty, onSelect) {
    this.#list = list;
    this.#empty = empty;
    list.addEventListener('click', (event) => {
      const item = around(event, 'li');
      const link = around(event, 'a');
      if (!item || !link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      onSelect(item.dataset.key);
    });
  }

  /**
   * @param {import('../state/traces.js').Traces} traces
   * @param {string | undefined} traceId the selected one
   */
  draw(traces, traceId) {
    const items = traces.ids().map((id) => {
      const trace = /** @type {Trace} */ (traces.get(id));
      return { id, trace, running: traces.isRunning(id), selected: id === traceId };
    });
    this.#empty.hidden = items.length > 0;
    keep(this.#list, items, {
      key: ({ id }) => id,
      create: ({ id }) =>
        element(
          'li',
          {},
          element(
            'a',
            { href: `?traceId=${id}` },
            element('span', { className: 'name' }),
            element('span', { className: 'took' }),
            element('span', { className: 'more' }),
            element('span', { className: 'colours' }),
          ),
        ),
      update: updateItem,
    });
  }
}

/**
 * @param {HTMLElement} item
 * @param {{ id: string, trace: Trace, running: boolean, selected: boolean }} shown
 */
function updateItem(item, { id, trace, running, selected }) {
  const link = find(item, 'a');
  const root = trace.spans[0];
  const waits = running && trace.spans.some(({ open }) => open);
  link.ariaCurrent = selected ? 'page' : null;
  link.classList.toggle('failed', trace.errors > 0);
  link.classList.toggle('running', waits);
  setText(find(link, '.name'), root?.fields.scenario ?? (root && titleOf(root)) ?? 'trace');
  setText(find(link, '.took'), waits ? 'running' : duration(trace.end - trace.start));
  setText(find(link, '.more'), `${Number.isFinite(trace.start) ? clock(trace.start) : ''}  ${id.slice(0, 8)}`);
  keep(find(link, '.colours'), trace.services, {
    key: (service) => service,
    create: (service) => paint(element('i', { title: service }), service),
  });
}
