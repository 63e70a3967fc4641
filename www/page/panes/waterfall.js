// The waterfall: a row for each span, its bar by start and duration, indented below its parent.
import { around, element, find, keep, setText } from '../parts/element.js';
import { duration, tick } from '../parts/format.js';
import { reached } from '../trace/hops.js';
import { paint } from '../parts/service-colour.js';

/**
 * @typedef {import('../trace/trace.js').Span} Span
 * @typedef {import('../trace/trace.js').Trace} Trace
 */

/** Room around the longest bar, so that its end is seen. */
const margin = 1.015;
/** While a trace runs its axis grows in steps like these, not with every line. */
const steps = [1, 2, 5, 10];
/** Bars of fewer percent than this have no room for marks. */
const thin = 1.5;

export class Waterfall {
  #rows;
  #marks;
  #grid;
  #cursor;
  #cursorTime;
  #axis = { start: 0, length: 1 };

  /**
   * @param {HTMLElement} section with .marks, .grid, .rows, .cursor and .cursor-time
   * @param {(spanId: string | undefined) => void} onSelect
   */
  constructor(section, onSelect) {
    this.#rows = find(section, '.rows');
    this.#marks = find(section, '.marks');
    this.#grid = find(section, '.grid');
    this.#cursor = find(section, '.cursor');
    this.#cursorTime = find(section, '.cursor-time');
    this.#rows.addEventListener('click', (event) => {
      const row = around(event, '.row');
      if (row) onSelect(row.getAttribute('aria-selected') === 'true' ? undefined : row.dataset.key);
    });
    section.addEventListener('pointermove', (event) => this.#moveCursor(event));
    section.addEventListener('pointerleave', () => {
      this.#cursor.hidden = this.#cursorTime.hidden = true;
    });
  }

  /**
   * @param {Trace} trace
   * @param {{ running: boolean, spanId: string | undefined }} state
   */
  draw(trace, { running, spanId }) {
    const now = Date.now();
    this.#axis = {
      start: trace.start,
      length: axisLength(running ? now - trace.start : trace.end - trace.start, running),
    };
    this.#drawMarks();
    const items = trace.spans.map((span) => ({ span, end: span.open && running ? now : span.end, running, spanId }));
    keep(this.#rows, items, {
      key: ({ span }) => span.id,
      create: createRow,
      update: (row, item) => this.#updateRow(row, item),
    });
  }

  /**
   * Brings a span's row into view.
   *
   * @param {string} spanId
   */
  reveal(spanId) {
    this.#rows.querySelector(`[data-key="${CSS.escape(spanId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {number} time */
  #percent(time) {
    return Math.min(100, Math.max(0, ((time - this.#axis.start) / this.#axis.length) * 100));
  }

  #drawMarks() {
    const { length } = this.#axis;
    const step = niceStep(length / 6);
    /** @type {number[]} */
    const marks = [];
    for (let i = 0; i * step <= length; i++) marks.push(Number((i * step).toPrecision(6)));
    const place = (/** @type {HTMLElement} */ mark, /** @type {number} */ ms) => {
      mark.style.left = `${(ms / length) * 100}%`;
    };
    keep(this.#marks, marks, {
      key: (ms) => `${ms}/${step}`,
      create: (ms) => element('span', {}, tick(ms, step)),
      update: place,
    });
    keep(this.#grid, marks, { key: String, create: () => element('i'), update: place });
  }

  /**
   * @param {HTMLElement} row
   * @param {{ span: Span, end: number, running: boolean, spanId: string | undefined }} item
   */
  #updateRow(row, { span, end, running, spanId }) {
    const failed = span.status === 'error';
    row.className = `row ${span.kind}`;
    row.classList.toggle('failed', failed);
    row.classList.toggle('open', span.open);
    row.classList.toggle('running', span.open && running);
    row.classList.toggle('settled', !running);
    row.dataset.service = span.service;
    row.dataset.kind = span.kind;
    row.ariaLevel = String(span.depth + 1);
    row.ariaSelected = String(span.id === spanId);
    row.tabIndex = span.id === spanId ? 0 : -1;
    paint(row, span.service);

    find(row, '.name').style.setProperty('--depth', String(span.depth));
    setText(find(row, '.service'), span.service);
    setText(find(row, '.title'), titleOf(span));
    const note = noteOf(span, running);
    setText(find(row, '.note'), note);

    const bar = find(row, '.bar');
    const left = this.#percent(span.start);
    const right = this.#percent(end);
    row.classList.toggle('thin', right - left < thin);
    bar.style.left = `${left}%`;
    bar.style.width = `${right - left}%`;
    const label = find(row, '.label');
    label.style.left = `${right}%`;
    const took = span.open && !running ? '' : duration(end - span.start);
    setText(find(label, '.took'), took);
    setText(find(label, '.error'), failed ? (span.errorType ?? 'error') : '');
    const failure = failed && `failed: ${span.errorType ?? 'error'}`;
    row.ariaLabel = [span.service, titleOf(span), took, failure, note].filter(Boolean).join(', ');

    keep(
      find(row, '.logs'),
      span.logs.filter(({ time }) => !Number.isNaN(time)),
      {
        key: ({ order }) => String(order),
        create: (line) => element('i', { className: `log ${line.level}`, title: `${line.level}: ${line.message}` }),
        update: (mark, { time }) => {
          mark.style.left = `${this.#percent(time)}%`;
        },
      },
    );
  }

  /** @param {PointerEvent} event */
  #moveCursor({ clientX }) {
    const { left, width } = this.#marks.getBoundingClientRect();
    const part = (clientX - left) / width;
    this.#cursor.hidden = this.#cursorTime.hidden = part < 0 || part > 1;
    if (this.#cursor.hidden) return;
    this.#cursor.style.left = `${clientX - (this.#cursor.offsetParent?.getBoundingClientRect().left ?? 0)}px`;
    this.#cursorTime.style.left = `${part * 100}%`;
    setText(this.#cursorTime, duration(part * this.#axis.length));
  }
}

/**
 * The text of a row after its service: method and target of a request, or the name of the operation.
 *
 * @param {Span} span
 */
export function titleOf(span) {
  const { fields } = span;
  const method = fields['http.request.method'];
  if (span.kind === 'client' && method) {
    const url = URL.canParse(fields['url.full']) ? new URL(fields['url.full']) : undefined;
    const to = reached(span) ?? url?.host;
    return [method, to && `→ ${to}`, url?.pathname].filter(Boolean).join(' ');
  }
  if (span.kind === 'server' && method) return `${method} ${fields['url.path'] ?? ''}`;
  return span.name;
}

/**
 * A note for a span with an unusual place or end.
 *
 * @param {Span} span
 * @param {boolean} running
 */
export function noteOf(span, running) {
  if (span.detached === 'loop') return 'parents run in a circle';
  if (span.detached) return running ? 'parent has not ended' : 'parent is missing';
  return span.open && !running ? 'has not ended' : '';
}

function createRow() {
  return element(
    'div',
    { className: 'row', role: 'treeitem' },
    element(
      'div',
      { className: 'name' },
      element('span', { className: 'dot' }),
      element('b', { className: 'service' }),
      element('span', { className: 'title' }),
      element('span', { className: 'note' }),
    ),
    element(
      'div',
      { className: 'track' },
      element('div', { className: 'bar' }),
      element('div', { className: 'logs' }),
      element(
        'div',
        { className: 'label' },
        element('span', { className: 'took' }),
        element('span', { className: 'error' }),
      ),
    ),
  );
}

/**
 * @param {number} length
 * @param {boolean} running
 */
function axisLength(length, running) {
  return Math.max(1, running ? niceStep(length) : length * margin);
}

/**
 * The smallest of 1, 2, 5, 10, 20, 50... that is not less.
 *
 * @param {number} value
 */
function niceStep(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.1)));
  return steps.map((step) => step * power).find((step) => step >= value) ?? 10 * power;
}
