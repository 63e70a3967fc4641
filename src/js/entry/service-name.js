// The name of a service by the environment of its process, as OpenTelemetry's SDKs read it.

import { attempt } from '../host/json.js';

const MAX_NAME = 256;

/** Undefined until somebody asked; then the name, or null. */
let name;

/** The value of OTEL_SERVICE_NAME, or undefined. */
export function serviceName() {
  if (name === undefined) name = attempt(read, undefined)?.slice(0, MAX_NAME) || null;
  return name ?? undefined;
}

function read() {
  // Where it is not allowed, Deno would ask its user for it.
  const permission = globalThis.Deno?.permissions?.querySync({ name: 'env', variable: 'OTEL_SERVICE_NAME' });
  return permission === undefined || permission.state === 'granted'
    ? globalThis.process?.env?.OTEL_SERVICE_NAME
    : undefined;
}
