// The waterfall: a row for each span, its bar by start and duration, indented below its parent.
import { element, keep, setText } from '../parts/element.js';
import { duration, tick } from '../parts/format.js';
import { reached } from '../trace/hops.js';
import { paint } from '../parts/service-colour.js';

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
    this.#rows = section.querySelector('.rows');
    this.#marks = section.querySelector('.marks');
    this.#grid = section.querySelector('.grid');
    this.#cursor = section.querySelector('.cursor');
    this.#cursorTime = section.querySelector('.cursor-time');
    this.#rows.addEventListener('click', ({ target }) => {
      const row = target.closest('.row');
      if (row) onSelect(row.getAttribute('aria-selected') === 'true' ? undefined : row.dataset.key);
    });
    section.addEventListener('pointermove', (event) => this.#moveCursor(event));
    section.addEventListener('pointerleave', () => {
      this.#cursor.hidden = this.#cursorTime.hidden = true;
    });
  }

  /**
   * @param {import('../trace/trace.js').Trace} trace
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

  /** Brings a span's row into view. */
  reveal(spanId) {
    this.#rows.querySelector(`[data-key="${CSS.escape(spanId)}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  #percent(time) {
    return Math.min(100, Math.max(0, ((time - this.#axis.start) / this.#axis.length) * 100));
  }

  #drawMarks() {
    const { length } = this.#axis;
    const step = niceStep(length / 6);
    const marks = [];
    for (let i = 0; i * step <= length; i++) marks.push(Number((i * step).toPrecision(6)));
    const place = (mark, ms) => {
      mark.style.left = `${(ms / length) * 100}%`;
    };
    keep(this.#marks, marks, {
      key: (ms) => `${ms}/${step}`,
      create: (ms) => element('span', {}, tick(ms, step)),
      update: place,
    });
    keep(this.#grid, marks, { key: String, create: () => element('i'), update: place });
  }

  #updateRow(row, { span, end, running, spanId }) {
    const failed = span.status === 'error';
    row.className = `row ${span.kind}`;
    row.classList.toggle('failed', failed);
    row.classList.toggle('open', span.open);
    row.classList.toggle('running', span.open && running);
    row.classList.toggle('settled', !running);
    row.dataset.service = span.service;
    row.dataset.kind = span.kind;
    row.ariaLevel = span.depth + 1;
    row.ariaSelected = span.id === spanId;
    row.tabIndex = span.id === spanId ? 0 : -1;
    paint(row, span.service);

    row.querySelector('.name').style.setProperty('--depth', span.depth);
    setText(row.querySelector('.service'), span.service);
    setText(row.querySelector('.title'), titleOf(span));
    const note = noteOf(span, running);
    setText(row.querySelector('.note'), note);

    const bar = row.querySelector('.bar');
    const left = this.#percent(span.start);
    const right = this.#percent(end);
    row.classList.toggle('thin', right - left < thin);
    bar.style.left = `${left}%`;
    bar.style.width = `${right - left}%`;
    const label = row.querySelector('.label');
    label.style.left = `${right}%`;
    const took = span.open && !running ? '' : duration(end - span.start);
    setText(label.querySelector('.took'), took);
    setText(label.querySelector('.error'), failed ? (span.errorType ?? 'error') : '');
    const failure = failed && `failed: ${span.errorType ?? 'error'}`;
    row.ariaLabel = [span.service, titleOf(span), took, failure, note].filter(Boolean).join(', ');

    keep(
      row.querySelector('.logs'),
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

  #moveCursor({ clientX }) {
    const { left, width } = this.#marks.getBoundingClientRect();
    const part = (clientX - left) / width;
    this.#cursor.hidden = this.#cursorTime.hidden = part < 0 || part > 1;
    if (this.#cursor.hidden) return;
    this.#cursor.style.left = `${clientX - this.#cursor.offsetParent.getBoundingClientRect().left}px`;
    this.#cursorTime.style.left = `${part * 100}%`;
    setText(this.#cursorTime, duration(part * this.#axis.length));
  }
}

/** What a row says besides its service: the way of a request, or the name of the operation. */
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

/** What is unusual about a span's place or end. */
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

function axisLength(length, running) {
  return Math.max(1, running ? niceStep(length) : length * margin);
}

/** The smallest of 1, 2, 5, 10, 20, 50... that is not less. */
function niceStep(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.1)));
  return steps.map((step) => step * power).find((step) => step >= value) ?? 10 * power;
}
