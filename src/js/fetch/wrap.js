// The fetch wrapper. A call goes look -> decide -> send -> end, a file each, as one object that grows on its way.

import { property } from '../host/member.js';
import { switchedOff } from '../ambient/enabled.js';
import { isSentByOther } from '../ambient/scope.js';
import { isAside } from '../host/hook.js';
import { canStart, report } from '../host/host.js';
import { lose } from '../span/span.js';
import { decide, isSent } from './decide.js';
import { explain } from './explain.js';
import { look } from './look.js';
import { callInside, firstOn, innermost, isBeingCalled, isSentOn, mark } from './nesting.js';
import { fetchSettings } from './options.js';
import { replaceFetch } from './global.js';
import { overrideOf, withoutOverride } from './override.js';
import { urlOf } from './request.js';
import { prepare, send } from './send.js';

export function traceFetch(options) {
  const settings = fetchSettings('traceFetch', options);
  return wrap(settings, () => settings.fetch ?? globalThis.fetch);
}

export function instrumentFetch(options) {
  const settings = fetchSettings('instrumentFetch', options);
  const original = globalThis.fetch;
  if (typeof original !== 'function') throw new TypeError('instrumentFetch: this host has no fetch');
  let isOn = true;
  const traced = wrap(
    settings,
    () => settings.fetch ?? original,
    () => isOn,
  );
  // What hosts and libraries add to fetch, such as Bun's preconnect, is found on ours too.
  Object.setPrototypeOf(traced, original);
  const restore = replaceFetch(original, traced);
  return () => {
    // Somebody may have wrapped fetch after us. Then ours stays inside theirs, and only passes calls on.
    isOn = false;
    if (globalThis.fetch === traced) restore(firstOn(original));
  };
}

/** @returns {any} a function with the shape of fetch, and `explain` */
function wrap(settings, target, isOn = () => true) {
  const isTarget = (url) => {
    try {
      return isSent(settings.destinationOf(url)?.place.decision);
    } catch (error) {
      report('a redirect was followed without headers', error);
      return false;
    }
  };

  function fetch(input, init = undefined) {
    const inner = innermost(target());
    const override = overrideOf(init);
    const args = override === undefined ? arguments : withoutOverride(arguments);
    if (override === false) return callInside(inner, args, urlOf(input));
    const call = args.length > 0 ? begin(settings, isOn, args, override) : undefined;
    return call?.span ? send(call, inner, isTarget) : Reflect.apply(inner, undefined, call?.args ?? args);
  }
  fetch.explain = function explainCall(input, init = undefined) {
    return explain(settings, whyOff(settings, isOn), arguments, overrideOf(init));
  };
  mark(fetch, target, isOn);
  // Bundlers rename functions, and workerd's fetch has another length than browsers'.
  const length = globalThis.fetch?.length ?? 1;
  return Object.defineProperties(fetch, {
    name: property({ value: 'fetch', configurable: true }),
    length: property({ value: length, configurable: true }),
  });
}

/** Why nothing is traced at all, in words; undefined where it is. */
function whyOff({ enabled }, isOn) {
  if (!isOn()) return 'tracing is off: instrumentFetch was undone';
  const off = switchedOff(enabled);
  if (off) return `tracing is off: ${off}`;
  return isSentByOther() ? 'fetch is traced by OpenTelemetry, which sends a header of its own' : undefined;
}

/** Starts a traced call. Without a span it goes out untraced: as it came, or by the arguments that were read. Never throws. */
function begin(settings, isOn, args, override) {
  if (isAside() || whyOff(settings, isOn) || isBeingCalled(args[0])) return undefined;
  if (!canStart()) return lose();
  let call;
  try {
    call = look(settings, args, override);
    return call.isPassedOn || isSentOn(call) ? call : prepare(decide(call));
  } catch (error) {
    report('a call of fetch went out untraced', error);
    lose(call?.span);
    return call && { args: call.args };
  }
}
