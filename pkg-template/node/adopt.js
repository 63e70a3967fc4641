// Somebody may trace already: the runtime itself, or an OpenTelemetry SDK.
import { adoptOpenTelemetry } from '../js/opentelemetry.js';

adoptOpenTelemetry();
