/**
 * The fenced blocks of a Markdown text, each with the comment that says how it is run.
 *
 *     <!-- run: worker -->
 *     ```js
 *     ...
 *     ```
 *
 * Only blank lines may stand between the comment and the fence.
 */

const FENCE = /^```(\w*)\s*$/;
const COMMENT = /^<!--\s*run:\s*(\S+)(?:\s+(\S+))?\s*-->\s*$/;

/** @returns `[{language, run, argument, code, line}]`; `run` is undefined where no comment stands before the block. */
export function blocksOf(markdown) {
  const found = [];
  let [comment, open] = [undefined, undefined];
  markdown.split('\n').forEach((text, index) => {
    if (open !== undefined) {
      if (FENCE.test(text)) {
        found.push({ ...open, code: `${open.code.join('\n')}\n` });
        [comment, open] = [undefined, undefined];
      } else {
        open.code.push(text);
      }
      return;
    }
    const [, language] = FENCE.exec(text) ?? [];
    if (language !== undefined)
      open = { language, run: comment?.[1], argument: comment?.[2], code: [], line: index + 1 };
    else if (text.trim() !== '') comment = COMMENT.exec(text) ?? undefined;
  });
  return found;
}
