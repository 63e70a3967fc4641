// Which action an error comes from: the page is told of those that nobody catches, and not from where.

/** For each error, and each promise that an action gave, the context of the action. */
const owners = new WeakMap();

/** Notes that a value comes from an action, unless it comes from one inside of it. */
export function own(value, context) {
  if (Object(value) === value && !owners.has(value)) owners.set(value, context);
}

/** The context of the action that a value comes from, or undefined. */
export function ownerOf(value) {
  return owners.get(value);
}
