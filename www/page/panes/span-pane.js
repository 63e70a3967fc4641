// One span, in full: what its line says, where it stands in the tree.
import { copyButton } from '../parts/copy-button.js';
import { element } from '../parts/element.js';
import { count, duration, exactClock } from '../parts/format.js';
import { ownTimes } from '../trace/own-time.js';
import { paint } from '../parts/service-colour.js';
import { noteOf, titleOf } from './waterfall.js';

/**
 * @typedef {import('../trace/trace.js').Span} Span
 * @typedef {import('../trace/trace.js').Trace} Trace
 */

/** These keys are in the head of the pane, so they are left out of the fields. */
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
  'status',
]);

export class SpanPane {
  #pane;
  #onSelect;
  /** @type {string | undefined} */
  #drawn;

  /**
   * @param {HTMLElement} pane
   * @param {(spanId: string | undefined) => void} onSelect
   */
  constructor(pane, onSelect) {
    this.#pane = pane;
    this.#onSelect = onSelect;
  }

  /**
   * @param {Trace} trace
   * @param {{ running: boolean, spanId: string | undefined }} state
   */
  draw(trace, { running, spanId }) {
    const span = spanId === undefined ? undefined : trace.byId.get(spanId);
    const drawn = JSON.stringify(
      span
        ? [span.id, span.line?.order, span.logs.length, span.parent?.id, span.children.length, running]
        : [trace.traceId, trace.lines.length, running],
    );
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#pane.replaceChildren(...(span ? this.#describe(span, trace, running) : overview(trace, running)));
  }

  /**
   * @param {Span} span
   * @param {Trace} trace
   * @param {boolean} running
   */
  #describe(span, trace, running) {
    const { line, parent } = span;
    const fields = Object.entries(span.fields).filter(([key]) => !shownElsewhere.has(key));
    const state = span.open ? (running ? 'running' : 'has not ended') : span.status;
    return nodes([
      paint(
        element(
          'header',
          { className: 'span-head' },
          element('span', { className: 'dot' }),
          element('b', { className: 'service' }, span.service),
          element('span', { className: 'title' }, titleOf(span)),
          line && copyButton('Copy line', () => line.text, 'Copy the line of this span'),
        ),
        span.service,
      ),
      span.status === 'error' &&
        element('p', { className: 'failure' }, element('b', {}, span.errorType ?? 'error'), failureOf(span)),
      span.detached &&
        !running &&
        element('p', { className: 'warning' }, `Its place in the tree is not known: ${noteOf(span, running)}.`),
      table([
        ['status', element('span', { className: `status ${span.open ? 'open' : span.status}` }, state)],
        ['kind', span.kind],
        ['starts', `+${duration(span.start - trace.start)}  (${exactClock(span.start)})`],
        !span.open && ['takes', duration(span.end - span.start)],
        ['span_id', span.id],
        [
          'parent_id',
          parent
            ? element(
                'button',
                { type: 'button', className: 'link', onclick: () => this.#onSelect(parent.id) },
                `${span.parentId}`,
              )
            : (span.parentId ?? 'none: the root of the trace'),
        ],
        ['below it', `${count(span.children.length, 'span')}, ${count(span.logs.length, 'log line')}`],
      ]),
      fields.length > 0 && element('h3', {}, 'Fields'),
      fields.length > 0 &&
        table(fields.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)])),
    ]);
  }
}

/**
 * The pane while no span is selected.
 *
 * @param {Trace} trace
 * @param {boolean} running
 */
function overview(trace, running) {
  const times = ownTimes(trace);
  return nodes([
    element(
      'p',
      { className: 'hint' },
      'Select a span in the waterfall, or a line in the console, to see its fields here.',
    ),
    times.length > 0 && element('h3', {}, running ? 'Own time by service, so far' : 'Own time by service'),
    element(
      'ul',
      { className: 'own-times' },
      ...times.map(({ service, ms }) => {
        const bar = element('i');
        bar.style.width = `${(ms / times[0].ms) * 100}%`;
        return paint(
          element('li', {}, element('b', { className: 'service' }, service), element('span', {}, bar), duration(ms)),
          service,
        );
      }),
    ),
  ]);
}

/** @param {Span} span */
function failureOf(span) {
  const below = span.children.find(({ status }) => status === 'error');
  return below ? ` because of ${below.service}` : ' begins here';
}

/** @param {(Node | string | undefined | false)[]} parts */
function nodes(parts) {
  return parts.filter((part) => part instanceof Node);
}

/** @param {([name: string, value: Node | string] | false)[]} rows */
function table(rows) {
  return element(
    'dl',
    {},
    ...rows
      .filter((row) => row !== false)
      .flatMap(([name, value]) => {
        const failed = name === 'error.type';
        return [element('dt', {}, name), element('dd', { className: failed ? 'failed' : '' }, value)];
      }),
  );
}
