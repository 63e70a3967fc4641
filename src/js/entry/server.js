// What entries for servers set up, and entries for pages leave out for their size.

import { adoptOpenTelemetry } from '../ambient/opentelemetry.js';
import { namedEnds } from '../fetch/options.js';
import { untilBody } from '../fetch/until-body.js';
import { provideServiceName } from '../options/defaults.js';
import { serviceName } from './service-name.js';

export function prepareServer() {
  // The runtime itself, or an OpenTelemetry SDK, may trace already. A page adopts its spans with
  // tracehop/opentelemetry.
  adoptOpenTelemetry();
  namedEnds.body = untilBody;
  provideServiceName(serviceName);
}
