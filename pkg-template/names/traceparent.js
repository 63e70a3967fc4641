// Every name of "tracehop/traceparent".
export {
  FLAG_RANDOM,
  FLAG_SAMPLE,
  hop,
  is_random,
  is_randomed,
  is_sampled,
  make,
  parse,
  sample,
  unsample,
} from '../js/headers/traceparent.js';
