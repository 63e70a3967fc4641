/** Reads a declaration file as text: enough for what is asked of it, and independent of the compiler's version. */

/**
 * The exported statements, in order.
 *
 * @returns `[{kind, name, documented}]`; `kind` is the keyword, `all` for `export *` of the file `name`, or `unnamed`
 * for a statement that gives no name (`export { a }`).
 */
export function exportsOf(source) {
  const found = [];
  for (const { index } of source.matchAll(/^export\b/gm)) {
    const statement = source.slice(index);
    // Without this statement, all of a declaration file is exported.
    if (statement.startsWith('export {};')) continue;
    const [, kind, name] = /^export (?:declare )?(function|const|class|interface|type)\s+([\w$]+)/.exec(statement) ?? [
      '',
      'unnamed',
      '',
    ];
    const [, file] = /^export \* from '\.\/([\w/-]+)\.js';/.exec(statement) ?? [];
    if (file !== undefined) {
      found.push({ kind: 'all', name: `${file}.d.ts`, documented: true });
      continue;
    }
    const before = source.slice(0, index).trimEnd();
    // A further overload is documented by the first one.
    const overloads = kind === 'function' && found.at(-1)?.name === name && before.endsWith(';');
    found.push({ kind, name, documented: overloads ? found.at(-1).documented : before.endsWith('*/') });
  }
  return found;
}

/** The same text with comments and quoted texts emptied. */
export function withoutCommentsAndTexts(source) {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g, '');
}
