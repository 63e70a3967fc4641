// What wakes a worker beside requests: a schedule, a batch of messages, an e-mail, an alarm. Each starts a trace,
// except where another tracer has a span.

import { adoptSpan } from '../ambient/adopt-span.js';
import { switchedOff } from '../ambient/enabled.js';
import { outputOf, scope } from '../ambient/scope.js';
import { within } from '../ambient/within.js';
import { adopt, renewLineage } from '../context/context.js';
import { NONE } from '../headers/carrier.js';
import { readCarrier } from '../headers/read-carrier.js';
import { callOption } from '../host/hook.js';
import { canStart, report } from '../host/host.js';
import { textOf } from '../host/json.js';
import { prepare } from '../host/storage.js';
import { HeldLines } from '../lines/held-lines.js';
import { linksTo } from '../record/links.js';
import { lateFor } from '../sampling/late-sampling.js';
import { noteReturn } from '../span/outcome.js';
import { lose, openContext, settle, Span } from '../span/span.js';
import { answerIn, noteThrown } from '../span/thrown.js';
import { writeFailure } from './failure.js';
import { explainingLoss } from './lost-context.js';
import { isNested } from './nested.js';

export function tracedEvent(name, handler, settingsFor) {
  /** @this {unknown} */
  return async function tracedHandler(event, env, ctx) {
    const waiting = prepare();
    if (waiting) await waiting;
    const settings = settingsFor(this, env, undefined);
    const held = new HeldLines(settings.logSampler);
    const isInner = isNested({ name, event });
    const span = isInner ? undefined : begin(settings, held, name, event);
    // Without tracing, loggers inside still have their service and log.
    const { context } = span ?? scope() ?? {};
    const handle = async () => {
      if (span === undefined) return Reflect.apply(handler, this, [event, env, ctx, ...(isInner ? [context] : [])]);
      let result;
      try {
        result = await Reflect.apply(handler, this, [event, env, ctx, context]);
      } catch (error) {
        if (!answerIn(error)) writeFailure(settings, held, span, error);
        settle(span, () => noteThrown(span, error));
        throw error;
      }
      settle(span, () => noteReturn(span));
      return result;
    };
    const run = () => within(context, span ?? scope()?.span, settings, handle, span && held);
    return span ? explainingLoss(run) : run();
  };
}

/** The span of an event, or undefined where this host cannot trace. Never throws. */
function begin(settings, held, name, event) {
  if (switchedOff(settings.enabled)) return undefined;
  if (!canStart()) return lose();
  try {
    const { sampler, isLate, lineage } = settings;
    const { context, parentId } = adoptSpan(NONE) ?? { context: openContext(undefined, sampler), parentId: undefined };
    if (context === undefined) return lose();
    if (lineage) renewLineage(context, true);
    held.request = { name, event };
    const plain = { name, kind: 'internal', attributes: undefined, links: undefined, hiddenHop: undefined };
    const { attributes, ...rest } = { ...plain, ...described(settings, name, event) };
    const late = { isLate: lateFor(isLate, context) };
    return new Span({ ...rest, ...late, context, parentId, ...outputOf(settings) }, attributes, held);
  } catch (error) {
    report('an event was handled untraced', error);
    return lose();
  }
}

function described(settings, name, event) {
  try {
    return DESCRIPTIONS[name](event, settings);
  } catch {
    // It is not what the host usually passes. Then its name is all that is known.
    return undefined;
  }
}

/**
 * By [FaaS spans](https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/) and messaging spans. Of an e-mail
 * nothing is written: all of it is somebody's.
 */
const DESCRIPTIONS = {
  scheduled: ({ cron, scheduledTime }) => ({
    attributes: { 'faas.trigger': 'timer', 'faas.cron': cron, 'faas.time': new Date(scheduledTime).toISOString() },
  }),
  queue: ({ queue, messages }, { carrier }) => ({
    name: `process ${textOf(queue)}`,
    kind: 'consumer',
    links: linksTo(contextsOf(messages, carrier)),
    attributes: {
      'messaging.operation.type': 'process',
      'messaging.destination.name': queue,
      'messaging.batch.message_count': messages.length,
    },
  }),
  email: () => ({ kind: 'consumer' }),
  alarm: () => ({ attributes: { 'faas.trigger': 'timer' } }),
};

/** The contexts that came with messages, one by one, so that a batch is only read up to the limit of links. */
function* contextsOf(messages, carrier = ({ body }) => body) {
  for (const message of messages) {
    const context = contextOf(message, carrier);
    if (context !== null) yield context;
  }
}

function contextOf(message, carrier) {
  return callOption(
    'the function in option carrier threw',
    () => carrier(message),
    (headers) => adopt(readCarrier(headers).traceparent),
    () => null,
  );
}
