// The script that measures one operation where there is no file system: its contenders and the loops in one file.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { OPS } from '../ops.js';
import { contendersOf } from '../rooms.js';

const HERE = dirname(fileURLToPath(import.meta.url));

/** `options` are esbuild's own: what a bundler of that runtime's users sets. Returns its output files. */
export async function bundle(runtime, name, options) {
  const { room } = OPS[name];
  const contenders = contendersOf(room, runtime);
  const imports = contenders.map(
    (contender) => `import * as ${contender} from '../contenders/${room}/${contender}.js';`,
  );
  const contents = `
    ${imports.join('\n')}
    import { measure } from '../measure.js';
    import { OPS } from '../ops.js';
    import { serve } from './${runtime}-side.js';
    export default serve((settings, host) => measure('${name}', OPS['${name}'], { ${contenders.join(', ')} }, settings, host));
  `;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: HERE, sourcefile: `${name}.js` },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    outfile: 'bundle/bench.js',
    ...options,
  });
  return outputFiles;
}
