// Who may import whom. A folder of src/js is a stage, and imports only stages before it.

/** The stages in their order. Stages that stand in one list do not import each other. */
const STAGES = [
  ['wasm', 'record'],
  ['host'],
  ['options', 'headers'],
  ['context'],
  ['ambient', 'sampling', 'formats'],
  ['lines', 'export'],
  ['span'],
  ['fetch', 'handler'],
  ['page'],
  ['entry'],
];

const folder = (names) => `^src/js/(${names.join('|')})/`;

/** A stage may not import those after it, nor those beside it. */
const order = STAGES.flatMap((stages, n) =>
  stages.map((stage) => ({
    name: `${stage} imports only stages before it`,
    severity: 'error',
    from: { path: folder([stage]) },
    to: {
      path: folder(
        STAGES.slice(n)
          .flat()
          .filter((other) => other !== stage),
      ),
    },
  })),
);

export default {
  forbidden: [
    ...order,
    {
      name: 'no circles',
      severity: 'error',
      from: { path: '^(src/js|pkg-template|www/page)/' },
      to: { circular: true },
    },
    {
      name: 'src/js imports only itself: no package, nothing of Node',
      severity: 'error',
      from: { path: '^src/js/' },
      to: { pathNot: '^src/js/' },
    },
    {
      // The build puts src/js beside names/, so here the path leads nowhere.
      name: 'the names of the package come from src/js only',
      severity: 'error',
      from: { path: '^pkg-template/names/' },
      to: { pathNot: '^\\.\\./js/' },
    },
    {
      name: 'the model of a trace knows nothing of the page',
      severity: 'error',
      from: { path: '^www/page/trace/' },
      to: { pathNot: '^(www/page/trace/|tracehop/)' },
    },
  ],
  options: { doNotFollow: { path: 'node_modules' }, exclude: { path: '\\.d\\.ts$' } },
};
