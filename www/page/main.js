// The page: the selection, its place in the address, and drawing it when something changes.
import { checkout } from './demo/checkout.js';
import { ConsolePane } from './panes/console-pane.js';
import { copyButton } from './parts/copy-button.js';
import { find, setText } from './parts/element.js';
import { clock, count, duration } from './parts/format.js';
import { HeaderStrip, HopsPane } from './panes/headers-pane.js';
import { listenToKeys } from './state/keys.js';
import { follow, lineWriter } from './state/live.js';
import { paint } from './parts/service-colour.js';
import { SpanPane } from './panes/span-pane.js';
import { isTraceId } from './trace/trace.js';
import { TraceList } from './panes/trace-list.js';
import { Traces } from './state/traces.js';
import { Waterfall } from './panes/waterfall.js';

/** @typedef {import('./trace/trace.js').Trace} Trace */

const $ = (/** @type {string} */ id) => find(document, `#${id}`);
const traces = new Traces();
const help = find(document, '#help', HTMLDialogElement);
const log = lineWriter((line) => traces.add(line));
/** @type {NodeListOf<HTMLButtonElement>} */
const tabs = document.querySelectorAll('.tabs button');
const roomy = matchMedia('(min-width: 1241px)');
/** @type {{ traceId: string | undefined, spanId: string | undefined, replayed: boolean }} */
const view = { traceId: undefined, spanId: undefined, replayed: false };

const list = new TraceList($('traces'), $('no-traces'), (traceId) => open(traceId));
const waterfall = new Waterfall($('waterfall'), selectSpan);
const consolePane = new ConsolePane($('console'), selectSpan);
const spanPane = new SpanPane($('span'), selectSpan);
const hopsPane = new HopsPane($('hops'), selectSpan);
const strip = new HeaderStrip($('headers'));

// ---- drawing
// ---------------------------------------------------------------------------------------------------------

let asked = false;
/** Draws once before the next frame, however much has changed. */
function draw() {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    drawNow();
  });
}

function drawNow() {
  list.draw(traces, view.traceId);
  const trace = traces.get(view.traceId);
  $('trace').hidden = !trace;
  $('nothing').hidden = Boolean(trace) || (Boolean(view.traceId) && !view.replayed);
  if (!trace) return drawNothing();
  const running = traces.isRunning(trace.traceId);
  const state = { running, spanId: view.spanId };
  drawSummary(trace, running);
  strip.draw(trace);
  waterfall.draw(trace, state);
  consolePane.draw(trace, state);
  spanPane.draw(trace, state);
  hopsPane.draw(trace, state);
}

/**
 * @param {Trace} trace
 * @param {boolean} running
 */
function drawSummary(trace, running) {
  const root = trace.spans[0];
  const open = trace.spans.some((span) => span.open);
  const waits = running && open;
  setText($('trace-name'), [root?.name || 'trace', root?.fields.scenario].filter(Boolean).join(' · '));
  const [state, words] = waits
    ? ['running', 'running']
    : trace.errors > 0
      ? ['failed', count(trace.errors, 'failed span')]
      : open
        ? ['open', 'unfinished']
        : ['ok', 'ok'];
  setText($('trace-state'), words);
  $('trace-state').className = `state ${state}`;
  setText(
    $('trace-facts'),
    [
      duration((waits ? Date.now() : trace.end) - trace.start),
      count(trace.spans.length, 'span'),
      count(trace.services.length, 'service'),
      count(trace.lines.length, 'line'),
      clock(trace.start),
      !running && trace.detached.length > 0 && `${count(trace.detached.length, 'span')} out of place`,
    ]
      .filter(Boolean)
      .join('  ·  '),
  );
  setText($('trace-id'), trace.traceId);
  document.title = `${root?.name ?? 'trace'} ${trace.traceId.slice(0, 8)} · tracehop`;
  if (waits) setTimeout(draw, 50);
}

function drawNothing() {
  document.title = 'tracehop demo';
  if (!view.traceId) return;
  const known = isTraceId(view.traceId);
  setText($('nothing-title'), known ? 'No line of this trace is here' : 'That is not a trace id');
  setText(
    $('nothing-text'),
    known
      ? `No service has printed ${view.traceId} since the demo started, or newer traces took its place.`
      : `A trace id is 32 lower-case hex digits, not all zeros. The address says: ${view.traceId}`,
  );
}

// ---- selecting
// -------------------------------------------------------------------------------------------------------

/** @param {string | undefined} traceId */
function open(traceId) {
  view.traceId = traceId;
  view.spanId = undefined;
  writeAddress('pushState');
  draw();
}

/** @param {string | undefined} spanId */
function selectSpan(spanId) {
  view.spanId = spanId;
  if (spanId && $('lower').dataset.pane === 'hops') showPane('span');
  writeAddress('replaceState');
  drawNow();
  if (!spanId) return;
  waterfall.reveal(spanId);
  consolePane.reveal(spanId);
}

/** @param {'pushState' | 'replaceState'} how */
function writeAddress(how) {
  const search = new URLSearchParams();
  if (view.traceId) search.set('traceId', view.traceId);
  if (view.spanId) search.set('spanId', view.spanId);
  history[how](null, '', search.size ? `?${search}` : location.pathname);
}

function readAddress() {
  const search = new URLSearchParams(location.search);
  view.traceId = search.get('traceId') || undefined;
  view.spanId = search.get('spanId') || undefined;
  draw();
}

/** @param {number} by */
function step(by) {
  const spans = traces.get(view.traceId)?.spans ?? [];
  const at = spans.findIndex(({ id }) => id === view.spanId);
  const next = at < 0 && by < 0 ? spans.length - 1 : at + by;
  if (spans[next]) selectSpan(spans[next].id);
}

function nextFailure() {
  const failed = (/** @type {{ status: string }} */ { status }) => status === 'error';
  const spans = traces.get(view.traceId)?.spans ?? [];
  const at = spans.findIndex(({ id }) => id === view.spanId);
  const next = spans.find((span, i) => i > at && failed(span)) ?? spans.find(failed);
  if (next) selectSpan(next.id);
}

/**
 * Shows one of the lower panes. On a wide screen the console stands beside them.
 *
 * @param {string} name
 */
function showPane(name) {
  const pane = name === 'console' && roomy.matches ? 'span' : name;
  $('lower').dataset.pane = pane;
  for (const tab of tabs) tab.ariaSelected = String(tab.value === pane);
}

// ---- calling
// ---------------------------------------------------------------------------------------------------------

/** @param {HTMLButtonElement} button */
async function call(button) {
  const { scenario = '' } = button.dataset;
  if (button.getAttribute('aria-busy') === 'true') return;
  /** @type {string | undefined} */
  let traceId;
  const began = performance.now();
  const label = find(button, 'span');
  const usual = label.textContent;
  const wait = () => setText(label, `Waiting for the answer: ${duration(performance.now() - began)}`);
  const timer = setInterval(wait, 100);
  button.ariaBusy = 'true';
  wait();
  try {
    await checkout(scenario, {
      log,
      onBegin: (span) => {
        traces.begin(span, { scenario });
        if (traceId || !span.context) return;
        traceId = span.context.traceId;
        open(traceId);
      },
    });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    notify(`The call did not come back (${message}). Is the demo still running?`);
  } finally {
    clearInterval(timer);
    button.ariaBusy = 'false';
    setText(label, usual);
    if (traceId) traces.finish(traceId);
  }
}

/** @param {string} sentence */
function notify(sentence) {
  setText($('notice'), sentence);
  $('notice').hidden = false;
  setTimeout(() => {
    $('notice').hidden = true;
  }, 6_000);
}

// ---- wiring
// ----------------------------------------------------------------------------------------------------------

const buttons = [...$('scenarios').querySelectorAll('button')];
for (const button of buttons) button.addEventListener('click', () => call(button));
for (const tab of tabs) tab.addEventListener('click', () => showPane(tab.value));
for (const place of find(document, '.map').querySelectorAll('b')) paint(place, place.dataset.service ?? '');
$('trace-id').after(
  copyButton('Copy', () => view.traceId ?? '', 'Copy the trace id'),
  copyButton('Link', () => location.href, 'Copy a link to this trace'),
);
$('open-help').addEventListener('click', () => help.showModal());
addEventListener('popstate', readAddress);
traces.addEventListener('change', draw);
roomy.addEventListener('change', () => showPane('console'));
showPane('console');

listenToKeys({
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  e: nextFailure,
  Escape: () => selectSpan(undefined),
  '/': () => find(document, '[name=words]').focus(),
  '?': () => help.showModal(),
  ...Object.fromEntries(buttons.map((button, i) => [String(i + 1), () => call(button)])),
});

follow({
  line: (text) => traces.add(text),
  replayed: () => {
    view.replayed = true;
    draw();
  },
  connected: (yes) => {
    setText($('connection'), yes ? 'live' : 'reconnecting');
    $('connection').dataset.state = yes ? 'live' : 'lost';
  },
});
readAddress();
