// What a call with these arguments would do: the steps of a call itself, up to the point where it would be sent.

import { unused } from '../context/context.js';
import { canStart } from '../host/host.js';
import { decide, headersOf, isSent, namesOf } from './decide.js';
import { look } from './look.js';
import { checked, explanation, notSent } from './reason-words.js';

/** `{ sent, reason, rule?, cors? }`, given the words for why tracing is off, if it is. */
export function explain(settings, whyOff, args, override) {
  if (override === false) return notSent('init.tracehop is false: a plain fetch');
  const off = whyOff ?? (canStart() ? undefined : 'tracing is off: this host cannot run WebAssembly');
  if (off) return notSent(off);
  try {
    const call = args.length > 0 ? look(settings, args, override, true) : undefined;
    if (call?.destination === undefined) return notSent('this is not a valid URL here');
    const { place } = call.destination;
    if (call.isPassedOn) return explanation(settings, place, place.decision);
    const isUnused = unused.has(call.parent);
    const decided = decide({ ...call, settings: { ...settings, sampler: questionTo(settings.sampler) } });
    if (isUnused) unused.add(call.parent);
    const { reason } = decided;
    const would = explanation(settings, place, reason, isSent(reason) ? namesOf(headersOf(decided)) : []);
    // A fetch that the application gave may take what the host's refuses.
    return settings.fetch ? would : checked(would, call);
  } catch {
    return notSent('these arguments cannot be read');
  }
}

/** A sampler that only says what it would decide. One that cannot is not asked, for it may count. */
function questionTo(sampler) {
  return (
    sampler?.wouldSample && {
      shouldSample: (context) => sampler.wouldSample(context),
      mark: (context) => sampler.mark?.(context, undefined, true),
    }
  );
}
