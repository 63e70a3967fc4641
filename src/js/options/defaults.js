// The defaults of everything of the package. They have the form of a scope, the one around all others, so that lines
// and spans inherit them as they inherit those of a handler.

/** `{ service, log, level, dialect, sampler, targets }` and no context; undefined where nobody set any. */
export let defaults;
let findService = () => undefined;

/** Replaces the defaults. What is not given has none. */
export function setDefaults({ service = undefined, ...given }) {
  defaults = {
    // What is not given is not found in a polluted prototype.
    __proto__: null,
    ...given,
    get service() {
      return service ?? findService();
    },
  };
}

/** Takes what finds the name of a service that gives none itself. It is asked at the first line, not at import. */
export function provideServiceName(find) {
  findService = find;
  setDefaults({});
}
