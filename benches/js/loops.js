// The loops that are timed. Each contender gets its own copy, compiled from the text of one of these: an engine
// remembers per function what it has seen, and a loop that had seen two contenders would run neither as an application
// would.

/** By what an operation gives: how its result is consumed, so that no engine can leave the work out. */
export const LOOPS = {
  // Kept for a moment, in place of an older one: an object that goes nowhere might never be made.
  object: function loop(operation, inputs, passes, kept) {
    for (let pass = 0; pass < passes; pass++) {
      for (let index = 0; index < inputs.length; index++) kept[index & 63] = operation(inputs[index]);
    }
  },

  // Read: a string that was put together is only a tree of its parts until somebody looks at a character.
  text: function loop(operation, inputs, passes, kept) {
    let sum = 0;
    for (let pass = 0; pass < passes; pass++) {
      for (let index = 0; index < inputs.length; index++) {
        const text = operation(inputs[index]);
        sum += text.charCodeAt(text.length - 1);
      }
    }
    kept[0] = sum;
  },

  promise: async function loop(operation, inputs, passes, kept) {
    for (let pass = 0; pass < passes; pass++) {
      for (let index = 0; index < inputs.length; index++) kept[index & 63] = await operation(inputs[index]);
    }
  },
};

/** A loop's own copy. The name is part of the text, because engines also reuse what they compiled from equal texts. */
export function compile(gives, name, evaluate) {
  return evaluate(`(${String(LOOPS[gives]).replace('loop', `loop_of_${name}`)})`);
}
