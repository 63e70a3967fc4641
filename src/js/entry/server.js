// What entries for servers set up, and entries for pages leave out for their size.

import { adoptOpenTelemetry } from '../ambient/opentelemetry.js';
import { initFor, memberOf } from '../fetch/host-ways.js';
import { provideInit } from '../fetch/init.js';
import { namedEnds, provideUnbound } from '../fetch/options.js';
import { provideTargetsHint } from '../fetch/outside-hint.js';
import { provideMembers } from '../fetch/request.js';
import { isUnbound } from '../fetch/unbound.js';
import { untilBody } from '../fetch/until-body.js';
import { useStdout } from '../host/host.js';
import { provideCollected } from '../host/json.js';
import '../host/storage.js';
import '../host/thenable.js';
import { collected } from '../lines/collections.js';
import { provideServiceName } from '../options/defaults.js';
import { serviceName } from './service-name.js';

export function prepareServer() {
  // The runtime itself, or an OpenTelemetry SDK, may trace already. A page adopts its spans with
  // tracehop/opentelemetry.
  adoptOpenTelemetry();
  useStdout();
  provideCollected(collected);
  provideTargetsHint(
    "calls carry no trace: name the origins that may get it, as in traceFetch({ targets: ['https://api.example'] })",
  );
  namedEnds.body = untilBody;
  provideUnbound(isUnbound);
  provideMembers(memberOf);
  provideInit(initFor);
  provideServiceName(serviceName);
}
