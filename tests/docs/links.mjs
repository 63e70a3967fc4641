/** Links of a Markdown page to files and headings of this repository. */

import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** @returns the relative links whose file or heading is not there. */
export async function brokenLinks(markdown, page) {
  const links = [...withoutBlocks(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  const broken = [];
  for (const link of links.filter((link) => !/^[a-z]+:/.test(link))) {
    const [path, heading] = link.split('#');
    const text = await readFile(path === '' ? page : resolve(dirname(page), path), 'utf8').catch(() => undefined);
    if (text === undefined || (heading !== undefined && !headingsOf(text).includes(heading))) broken.push(link);
  }
  return broken;
}

/** The names that GitHub gives to headings. */
function headingsOf(markdown) {
  return [...withoutBlocks(markdown).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

const withoutBlocks = (markdown) => markdown.replace(/^```[\s\S]*?^```/gm, '');
