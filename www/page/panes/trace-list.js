// The traces of late, the newest first.
import { element, keep, setText } from '../parts/element.js';
import { clock, duration } from '../parts/format.js';
import { paint } from '../parts/service-colour.js';
import { titleOf } from './waterfall.js';

export class TraceList {
  #list;
  #empty;

  /** @param {HTMLElement} list @param {HTMLElement} empty @param {(traceId: string) => void} onSelect */
  constructor(list, empty, onSelect) {
    this.#list = list;
    this.#empty = empty;
    list.addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      onSelect(link.parentElement.dataset.key);
    });
  }

  /** @param {import('../state/traces.js').Traces} traces @param {string | undefined} traceId the selected one */
  draw(traces, traceId) {
    const items = traces
      .ids()
      .map((id) => ({ id, trace: traces.get(id), running: traces.isRunning(id), selected: id === traceId }));
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

function updateItem(item, { id, trace, running, selected }) {
  const link = item.firstElementChild;
  const root = trace.spans[0];
  const waits = running && trace.spans.some(({ open }) => open);
  link.ariaCurrent = selected ? 'page' : null;
  link.classList.toggle('failed', trace.errors > 0);
  link.classList.toggle('running', waits);
  setText(link.querySelector('.name'), root?.fields.scenario ?? (root && titleOf(root)) ?? 'trace');
  setText(link.querySelector('.took'), waits ? 'running' : duration(trace.end - trace.start));
  setText(link.querySelector('.more'), `${Number.isFinite(trace.start) ? clock(trace.start) : ''}  ${id.slice(0, 8)}`);
  keep(link.querySelector('.colours'), trace.services, {
    key: (service) => service,
    create: (service) => paint(element('i', { title: service }), service),
  });
}
