// What wakes a worker beside requests: a schedule, a batch of messages, an e-mail, an alarm. Each starts a trace.

import { readHeaders } from './carrier.js';
import { adopt, nameLast } from './context.js';
import { switchedOff } from './enabled.js';
import { writeFailure } from './failure.js';
import { canStart, report } from './host.js';
import { noteError } from './http.js';
import { ready } from './instance.js';
import { textOf } from './json.js';
import { lateMark } from './late.js';
import { linksText } from './links.js';
import { KINDS } from './schema.js';
import { prepare, scope, within } from './scope.js';
import { Span, openContext, settle } from './span.js';

export function tracedEvent(name, handler, settingsFor) {
  return async function tracedHandler(event, env, ctx) {
    const waiting = prepare();
    if (waiting) await waiting;
    const settings = settingsFor(this, env, undefined);
    const span = begin(settings, name, event);
    // Without tracing, loggers inside still have their service and log.
    const { context } = span ?? scope() ?? {};
    return within({ context, span: span ?? scope()?.span, service: settings.service, log: settings.log }, async () => {
      if (span === undefined) return Reflect.apply(handler, this, [event, env, ctx]);
      let result;
      try {
        result = await Reflect.apply(handler, this, [event, env, ctx, context]);
      } catch (error) {
        writeFailure(settings, span, error);
        settle(span, () => noteError(span, error));
        throw error;
      }
      settle(span, () => ready().status_of_return(KINDS.indexOf(span.kind)));
      return result;
    });
  };
}

/** The span of an event, or undefined where this host cannot trace. Never throws. */
function begin(settings, name, event) {
  if (switchedOff(settings.enabled) || !canStart()) return undefined;
  try {
    const { service, log, sampler, isLate, lineage } = settings;
    const context = openContext(undefined, sampler);
    if (context === undefined) return undefined;
    if (lineage) nameLast(context);
    const { attributes, ...rest } = { name, kind: 'internal', ...described(settings, name, event) };
    return new Span({ ...rest, context, parentId: undefined, service, log, late: lateMark(isLate, context) }, attributes);
  } catch (error) {
    report('an event was handled untraced', error);
    return undefined;
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

/** By [FaaS spans](https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/) and messaging spans. Of an e-mail nothing is written: all of it is somebody's. */
const DESCRIPTIONS = {
  scheduled: ({ cron, scheduledTime }) => ({
    attributes: { 'faas.trigger': 'timer', 'faas.cron': cron, 'faas.time': new Date(scheduledTime).toISOString() },
  }),
  queue: ({ queue, messages }, { carrier }) => ({
    name: `process ${textOf(queue)}`,
    kind: 'consumer',
    links: linksText(contextsOf(messages, carrier)),
    attributes: {
      'messaging.operation.type': 'process',
      'messaging.destination.name': queue,
      'messaging.batch.message_count': messages.length,
    },
  }),
  email: () => ({ kind: 'consumer' }),
  alarm: () => ({ attributes: { 'faas.trigger': 'timer' } }),
};

/** The contexts that came with messages, one by one: whoever has enough asks for no more. */
function* contextsOf(messages, carrier = ({ body }) => body) {
  for (const message of messages) {
    const context = contextOf(message, carrier);
    if (context !== null) yield context;
  }
}

function contextOf(message, carrier) {
  try {
    const { traceparent } = readHeaders(carrier(message));
    return traceparent === null ? null : adopt(traceparent);
  } catch (error) {
    report('the function in option carrier threw', error);
    return null;
  }
}
