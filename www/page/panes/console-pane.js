// The console: what every service printed, in order of time.
import { copyButton } from '../parts/copy-button.js';
import { around, element, find, keep, setText } from '../parts/element.js';
import { duration } from '../parts/format.js';
import { jsonText } from '../parts/json-text.js';
import { paint } from '../parts/service-colour.js';

/**
 * @typedef {import('../trace/trace.js').Line} Line
 * @typedef {import('../trace/trace.js').Trace} Trace
 */

/** @type {string[]} */
const levels = ['debug', 'info', 'warn', 'error'];
/** These keys are in a row's first columns, or the same on every line of the trace. */
const shownElsewhere = new Set([
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
  #views;
  /** @type {Record<'service' | 'level', Set<string>>} */
  #hidden = { service: new Set(), level: new Set() };
  #words = '';
  #spanOnly = false;
  /** @type {{ trace: Trace, spanId: string | undefined } | undefined} */
  #drawn;

  /**
   * @param {HTMLElement} section with .lines, .filters, .count, .empty-lines and the controls
   * @param {(spanId: string | undefined) => void} onSelect
   */
  constructor(section, onSelect) {
    this.#rows = find(section, '.lines');
    this.#empty = find(section, '.empty-lines');
    this.#count = find(section, '.count');
    this.#filters = find(section, '.filters');
    this.#rows.addEventListener('click', (event) => {
      const row = around(event, '.line');
      if (row && getSelection()?.isCollapsed) onSelect(row.dataset.spanId);
    });
    const words = find(section, '[name=words]', HTMLInputElement);
    words.addEventListener('input', () => {
      this.#words = words.value.trim().toLowerCase();
      this.#redraw();
    });
    this.#views = [...find(section, '.view').querySelectorAll('button')];
    for (const button of this.#views) {
      button.addEventListener('click', () => this.#setRaw(button.value === 'raw'));
    }
    this.#only = find(section, '[name=span-only]', HTMLButtonElement);
    this.#only.addEventListener('click', () => {
      this.#spanOnly = !this.#spanOnly;
      this.#only.ariaPressed = String(this.#spanOnly);
      this.#redraw();
    });
    const ndjson = () =>
      this.#shown()
        .map(({ text }) => `${text}\n`)
        .join('');
    this.#filters.before(copyButton('Copy', ndjson, 'Copy the lines shown, as NDJSON'));
  }

  /**
   * @param {Trace} trace
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

  /**
   * Brings a span's first line into view.
   *
   * @param {string} spanId
   */
  reveal(spanId) {
    this.#rows.querySelector(`[data-span-id="${CSS.escape(spanId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  #redraw() {
    if (this.#drawn) this.draw(this.#drawn.trace, this.#drawn);
  }

  /** @param {boolean} raw */
  #setRaw(raw) {
    this.#rows.classList.toggle('raw', raw);
    for (const button of this.#views) button.ariaPressed = String((button.value === 'raw') === raw);
  }

  #shown() {
    if (!this.#drawn) return [];
    const { trace, spanId } = this.#drawn;
    return trace.lines.filter(
      (line) =>
        !this.#hidden.service.has(line.service) &&
        !this.#hidden.level.has(line.level) &&
        (!this.#spanOnly || !spanId || line.spanId === spanId) &&
        (!this.#words || line.text.toLowerCase().includes(this.#words)),
    );
  }

  /** @param {Trace} trace */
  #drawFilters(trace) {
    const present = new Set(trace.lines.map(({ level }) => level));
    /** @type {{ of: 'level' | 'service', value: string, absent: boolean }[]} */
    const items = [
      ...[...new Set([...levels, ...present])].map((value) => ({
        of: /** @type {const} */ ('level'),
        value,
        absent: !present.has(value),
      })),
      ...trace.services.map((value) => ({ of: /** @type {const} */ ('service'), value, absent: false })),
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
        button.ariaPressed = String(!this.#hidden[of].has(value));
        button.toggleAttribute('disabled', absent);
        if (of === 'service') paint(button, value);
      },
    });
  }

  /**
   * @param {'level' | 'service'} of
   * @param {string} value
   */
  #toggle(of, value) {
    const hidden = this.#hidden[of];
    if (!hidden.delete(value)) hidden.add(value);
    this.#redraw();
  }
}

/** @param {Line} line */
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

/**
 * The message and the fields that the row's columns do not show.
 *
 * @param {Line} line
 */
function brief(line) {
  const rest = Object.fromEntries(
    Object.entries(line.fields).filter(
      ([key, value]) => !shownElsewhere.has(key) && !(line.isSpan && key === 'status' && value !== 'error'),
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

/**
 * @param {HTMLElement} row
 * @param {Line} line
 * @param {number} start of the trace
 * @param {string | undefined} spanId the selected one
 */
function updateRow(row, line, start, spanId) {
  const offset = Number.isNaN(line.time) ? '' : `+${duration(line.time - start)}`;
  setText(find(row, '.offset'), offset);
  row.classList.toggle('selected', Boolean(spanId) && line.spanId === spanId);
}
