/** What differs between two answers, part by part: each part is allowed by itself or not at all. */

export function differences(received, ours, theirs) {
  const found = (part, member) => ({ received, ours, theirs, part, member });
  if (ours.fate !== theirs.fate) return [found('fate')];
  if (ours.fate === 'restart') return [];
  const parts = ['version', 'traceId', 'flags']
    .filter((part) => ours[part] !== theirs[part])
    .map((part) => found(part));
  // A library without lists is not asked for one.
  return theirs.tracestate === undefined
    ? parts
    : [...parts, ...differencesOfLists(ours.tracestate, theirs.tracestate, found)];
}

function differencesOfLists(ours, theirs, found) {
  if (ours === theirs) return [];
  if (theirs === '') return [found('empty'), ...listOf(ours).map((member) => found('missing', member))];
  const [own, other] = [listOf(ours), listOf(theirs)];
  const extra = other.filter((member) => !own.includes(member)).map((member) => found('extra', member));
  const missing = own.filter((member) => !other.includes(member)).map((member) => found('missing', member));
  const shared = (list, rest) => list.filter((member) => rest.includes(member)).join();
  const order = shared(own, other) === shared(other, own) ? [] : [found('order')];
  return [...extra, ...missing, ...order];
}

const listOf = (text) => (text === null ? [] : text.split(','));
