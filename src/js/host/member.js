// Somebody else's code may put a member on Object.prototype, and so on every object.

/** A member of an object or of its class, and not what a polluted prototype has. */
export function member(value, name) {
  const found = value?.[name];
  return found === Object.prototype[name] ? undefined : found;
}

/** Puts a member on an object of the application that hides the one of its class. Returns whether it could. */
export function define(object, name, value) {
  return Reflect.defineProperty(object, name, property({ value, configurable: true, writable: true }));
}

/**
 * A property for Object.defineProperty, which reads `get` and `set` from what an object inherits, too.
 *
 * @param {PropertyDescriptor} own
 * @returns {PropertyDescriptor}
 */
export function property(own) {
  return Object.assign(Object.create(null), own);
}
