// A sampler of samplers: which one decides, is up to the method and the path of a request.

import { edgeExports } from '../wasm/edge.js';
import { write } from '../wasm/instance.js';
import { attempt } from '../host/json.js';
import { checkOptions, describe } from '../options/options.js';
import { isSampler, sampler } from './sampler-option.js';
import { alwaysOn, ask, asking, markBy, parentBased } from './sampler.js';

/** Characters that all routes may have together, and of a request's method that are looked at. */
const MAX_ROUTES = 16_000;
const LONGEST_METHOD = 256;

const routeOptions = {
  path: { is: isPath, expected: "a path such as '/health', as a URL parser writes it, without a query and without *" },
  method: {
    is: (value) => typeof value === 'string' && value.length <= LONGEST_METHOD && /^[A-Z][A-Z-]*$/.test(value),
    expected: "a method as it is sent, such as 'GET'",
  },
  sampler,
};

/**
 * @param {readonly import('tracehop').Route[]} routes
 * @param {import('tracehop').Sampler} [otherwise]
 */
export function byRoute(routes, otherwise = parentBased(alwaysOn())) {
  if (!Array.isArray(routes)) throw new TypeError(`byRoute: routes must be a list, got ${describe(routes)}`);
  if (!isSampler(otherwise)) throw new TypeError(`byRoute: otherwise must be a sampler, got ${describe(otherwise)}`);
  const checked = Array.from(routes, (route, index) => checkedRoute(`byRoute: routes[${index}]`, route));
  const lines = checked.map(({ method = '', path }) => `\n${method} ${path}`).join('');
  if (lines.length > MAX_ROUTES)
    throw new TypeError(`byRoute: the routes have more than ${MAX_ROUTES} characters together`);
  // What comes behind the longest route and one more character decides nothing.
  const longest = Math.max(0, ...checked.map(({ path }) => path.length)) + 1;
  const samplerOf = (request) => checked[find(request, lines, longest)]?.sampler ?? otherwise;
  return asking(
    (context, request, isQuestion) => ask(samplerOf(request), context, request, isQuestion),
    (context, request, isQuestion) => markBy(samplerOf(request), context, request, isQuestion),
  );
}

function checkedRoute(name, route) {
  const checked = checkOptions(name, route, routeOptions);
  for (const needed of ['path', 'sampler']) {
    if (checked[needed] === undefined) throw new TypeError(`${name}: option ${needed} is missing`);
  }
  return checked;
}

/** Whether a route can ever cover a path: it is written as the parser writes those of requests. */
function isPath(value) {
  return (
    typeof value === 'string' && /^\/[^?#*]*$/.test(value) && new URL(value, 'http://localhost').pathname === value
  );
}

/**
 * The index of the route of a request; -1 where no route covers it, or where there is no request, as for a schedule.
 */
function find(request, lines, longest) {
  // Neither a method nor a parsed path has spaces or line breaks in it, and what cannot be parsed is no path.
  const path = attempt(() => new URL(request.url).pathname.slice(0, longest), '');
  return edgeExports().find_route(write(`${String(request?.method).slice(0, LONGEST_METHOD)} ${path}${lines}`));
}
