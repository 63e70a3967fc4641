// Only Node's own fetch shows its requests to others, which may add a header to them.
import { provideDropping } from '../js/ambient/opentelemetry.js';
import { dropDoubledHeaders } from '../js/ambient/opentelemetry-undici.js';

provideDropping(dropDoubledHeaders);
