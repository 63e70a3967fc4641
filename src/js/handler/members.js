// What a worker exports beside a function: an object or a class with a handler for each kind of event.

/** The members that are traced. All others stay as they are. */
const NAMES = ['fetch', 'scheduled', 'queue', 'email', 'alarm'];

/** The members that `handlers` has and that are traced: methods of an object, or of a class's instances. */
export function membersOf(handlers) {
  const owner = typeof handlers === 'function' ? handlers.prototype : handlers;
  return owner == null ? [] : NAMES.filter((name) => typeof owner[name] === 'function');
}

/** The same with traced members; `wrap(name, member)` gives one. What is passed in stays as it was. */
export function tracedMembers(handlers, names, wrap) {
  return typeof handlers === 'function' ? tracedClass(handlers, names, wrap) : tracedObject(handlers, names, wrap);
}

function tracedObject(handlers, names, wrap) {
  const descriptors = Object.getOwnPropertyDescriptors(handlers);
  for (const name of names) {
    const member = handlers[name];
    const value = wrap(
      name,
      /** @this {unknown} */ function (...args) {
        // A member may know private parts of its object, which no copy has.
        return Reflect.apply(member, this === traced ? handlers : this, args);
      },
    );
    descriptors[name] = { value, writable: true, enumerable: true, configurable: true };
  }
  const traced = Object.create(Object.getPrototypeOf(handlers), descriptors);
  return traced;
}

function tracedClass(Handlers, names, wrap) {
  const Traced = class extends Handlers {};
  Object.defineProperty(Traced, 'name', { value: Handlers.name });
  for (const name of names) {
    const value = wrap(name, Handlers.prototype[name]);
    Object.defineProperty(Traced.prototype, name, { value, writable: true, configurable: true });
  }
  return Traced;
}
