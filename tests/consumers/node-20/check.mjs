import { checkNode } from '../driver/node.mjs';

await checkNode(import.meta);
