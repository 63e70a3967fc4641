import { fileURLToPath } from 'node:url';

/** A program from the npm packages of this repository. */
export const binary = (name) => fileURLToPath(new URL(`../../node_modules/.bin/${name}`, import.meta.url));
