// What entries for servers have beyond those for pages, which pay for every byte.

import { adoptOpenTelemetry } from '../ambient/opentelemetry.js';
import { namedEnds } from '../fetch/options.js';
import { untilBody } from '../fetch/until-body.js';

export function prepareServer() {
  // Somebody may trace already: the runtime itself, or an OpenTelemetry SDK. A page says so by tracehop/opentelemetry.
  adoptOpenTelemetry();
  namedEnds.body = untilBody;
}
