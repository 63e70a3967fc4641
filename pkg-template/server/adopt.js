// On servers somebody may trace already: the runtime itself, or an OpenTelemetry SDK. A page says so by tracehop/opentelemetry.
import { adoptOpenTelemetry } from '../inline/apart/js/opentelemetry.js';

adoptOpenTelemetry();
