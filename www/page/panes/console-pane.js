// The console: what every service printed, in order of time.
import { copyButton } from '../parts/copy-button.js';
import { element, keep } from '../parts/element.js';
import { duration } from '../parts/format.js';
import { jsonText } from '../parts/json-text.js';
import { paint } from '../parts/service-colour.js';

const levels = ['debug', 'info', 'warn', 'error'];
/** Told by a row's first columns, or the same on every line of the trace. */
const told = new Set([
  'timestamp',
  'level',
  'message',
  'service',
  'trace_id',
  'span_id',
  'parent_id',
  'trace_flags',
  'kind',
  'duration_ms',
]);
const marked = { message: 'message', trace_id: 'id', span_id: 'id', parent_id: 'id', 'error.type': 'failure' };

export class ConsolePane {
  #rows;
  #empty;
  #count;
  #filters;
  #only;
  #hidden = { service: new Set(), level: new Set() };
  #words = '';
  #spanOnly = false;
  #drawn;

  /**
   * @param {HTMLElement} section with .lines, .filters, .count, .empty-lines and the controls
   * @param {(spanId: string | undefined) => void} onSelect
   */
  constructor(section, onSelect) {
    this.#rows = section.querySelector('.lines');
    this.#empty = section.querySelector('.empty-lines');
    this.#count = section.querySelector('.count');
    this.#filters = section.querySelector('.filters');
    this.#rows.addEventListener('click', ({ target }) => {
      const row = target.closest('.line');
      if (row && getSelection().isCollapsed) onSelect(row.dataset.spanId);
    });
    section.querySelector('[name=words]').addEventListener('input', ({ target }) => {
      this.#words = target.value.trim().toLowerCase();
      this.#redraw();
    });
    section.querySelector('.view').addEventListener('click', ({ target }) => {
      if (target.value) this.#setRaw(target.value === 'raw');
    });
    this.#only = section.querySelector('[name=span-only]');
    this.#only.addEventListener('click', () => {
      this.#spanOnly = !this.#spanOnly;
      this.#only.ariaPressed = this.#spanOnly;
      this.#redraw();
    });
    const ndjson = () =>
      this.#shown()
        .map(({ text }) => `${text}\n`)
        .join('');
    this.#filters.before(copyButton('Copy', ndjson, 'Copy the lines shown, as NDJSON'));
  }

  /**
   * @param {import('../trace/trace.js').Trace} trace
   * @param {{ spanId: string | undefined }} state
   */
  draw(trace, { spanId }) {
    this.#drawn = { trace, spanId };
    this.#drawFilters(trace);
    this.#only.disabled = !spanId;
    const shown = this.#shown();
    keep(this.#rows, shown, {
      key: ({ order }) => String(order),
      create: (line) => createRow(line),
      update: (row, line) => updateRow(row, line, trace.start, spanId),
    });
    this.#empty.hidden = shown.length > 0;
    this.#count.textContent =
      shown.length === trace.lines.length ? `${shown.length}` : `${shown.length} of ${trace.lines.length}`;
  }

  /** Brings a span's first line into view. */
  reveal(spanId) {
    this.#rows.querySelector(`[data-span-id="${CSS.escape(spanId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  #redraw() {
    if (this.#drawn) this.draw(this.#drawn.trace, this.#drawn);
  }

  #setRaw(raw) {
    this.#rows.classList.toggle('raw', raw);
    for (const button of this.#rows.closest('section').querySelectorAll('.view button')) {
      button.ariaPressed = (button.value === 'raw') === raw;
    }
  }

  #shown() {
    const { trace, spanId } = this.#drawn;
    return trace.lines.filter(
      (line) =>
        !this.#hidden.service.has(line.service) &&
        !this.#hidden.level.has(line.level) &&
        (!this.#spanOnly || !spanId || line.spanId === spanId) &&
        (!this.#words || line.text.toLowerCase().includes(this.#words)),
    );
  }

  #drawFilters(trace) {
    const present = new Set(trace.lines.map(({ level }) => level));
    const items = [
      ...[...new Set([...levels, ...present])].map((value) => ({ of: 'level', value, absent: !present.has(value) })),
      ...trace.services.map((value) => ({ of: 'service', value })),
    ];
    keep(this.#filters, items, {
      key: ({ of, value }) => `${of} ${value}`,
      create: ({ of, value }) =>
        element(
          'button',
          {
            type: 'button',
            className: `filter ${of} ${of === 'level' ? value : ''}`,
            title: `Show or hide: ${value}`,
            onclick: () => this.#toggle(of, value),
          },
          value,
        ),
      update: (button, { of, value, absent }) => {
        button.ariaPressed = !this.#hidden[of].has(value);
        button.disabled = Boolean(absent);
        if (of === 'service') paint(button, value);
      },
    });
  }

  #toggle(of, value) {
    const hidden = this.#hidden[of];
    if (!hidden.delete(value)) hidden.add(value);
    this.#redraw();
  }
}

function createRow(line) {
  const row = element(
    'div',
    { className: `line ${line.level}`, dataset: { service: line.service, level: line.level } },
    element('span', { className: 'offset' }),
    element('span', { className: 'level' }, line.level),
    element('span', { className: 'service' }, line.service),
    element('div', { className: 'text' }, brief(line), jsonText(line.text, marked)),
    copyButton('Copy', () => line.text, 'Copy this line'),
  );
  if (line.spanId) row.dataset.spanId = line.spanId;
  row.classList.toggle('failed', line.isSpan && line.fields.status === 'error');
  return paint(row, line.service);
}

/** The message and whatever else the row's columns do not say. */
function brief(line) {
  const rest = Object.fromEntries(
    Object.entries(line.fields).filter(
      ([key, value]) => !told.has(key) && !(line.isSpan && key === 'status' && value !== 'error'),
    ),
  );
  const { kind, duration_ms: took } = line.fields;
  return element(
    'div',
    { className: 'brief' },
    line.isSpan && element('span', { className: 'kind' }, `${kind} span`),
    element('b', { className: 'message' }, line.message),
    line.isSpan && element('span', { className: 'took' }, duration(took)),
    Object.keys(rest).length > 0 && jsonText(JSON.stringify(rest), marked),
  );
}

function updateRow(row, line, start, spanId) {
  const offset = Number.isNaN(line.time) ? '' : `+${duration(line.time - start)}`;
  const cell = row.firstElementChild;
  if (cell.textContent !== offset) cell.textContent = offset;
  row.classList.toggle('selected', Boolean(spanId) && line.spanId === spanId);
}
