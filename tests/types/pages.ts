// A page's set-up, its load and its visitor's actions.

import {
  action,
  alwaysOn,
  configure,
  extract,
  logRatio,
  untilBody,
  bodySizes,
  followRedirects,
  type Action,
  type ActionOptions,
  type Defaults,
  type Logger,
  type Span,
  type TracedFetch,
} from 'tracehop';
import { elastic } from 'tracehop/dialects';
import { tracePage, type PageOptions } from 'tracehop/page';
import { equals, type Same } from './same.js';

const defaults: Required<Defaults> = {
  service: 'shop',
  log: (line, level) => void `${level} ${line}`,
  level: 'info',
  dialect: elastic(),
  sampler: alwaysOn(),
  targets: ['https://api.example'],
  hints: false,
};
equals<Same<ReturnType<typeof configure>, void>>(true);
configure(defaults);
configure({});
configure();
// @ts-expect-error no such level
configure({ level: 'verbose' });
// @ts-expect-error a fetch has these, and no program
configure({ ignore: [] });

const pageOptions: Required<PageOptions> = {
  service: 'shop',
  log: false,
  dialect: elastic(),
  sampler: alwaysOn(),
  redact: (url) => url,
};
const undo = tracePage(pageOptions);
equals<Same<typeof undo, () => void>>(true);
// @ts-expect-error the undo takes nothing
undo(true);

export const everyOption: Required<ActionOptions> = {
  service: 'shop',
  log: false,
  dialect: elastic(),
  sampler: alwaysOn(),
  context: () => extract({}),
  kind: 'internal',
  root: true,
  attributes: { items: 2 },
  level: 'info',
  fields: { page: 'cart' },
  logSampler: logRatio({ info: 0.1 }),
  fetch: { fetch },
  targets: [],
  ignore: [],
  override: 'keep',
  unsampled: 'propagate',
  lineage: false,
  errors: 'always',
  onStart: (span) => void span.setName('started'),
  onEnd: (span, { response }) => void span.setAttribute('ok', response?.ok),
  end: untilBody,
  sizes: bodySizes,
  redirects: followRedirects,
  redact: (url) => url,
  enabled: true,
  debug: false,
};

const bought = action('buy', async ({ span, fetch, log, run }) => {
  equals<Same<typeof span, Span>>(true);
  equals<Same<typeof fetch, TracedFetch>>(true);
  equals<Same<typeof log, Logger>>(true);
  const length = run(() => 'text').length;
  const { status } = await fetch('/api/carts/7', { tracehop: { template: '/api/carts/{id}', root: false } });
  log.child({ length }).info('bought', { status, sent: fetch.explain('/').sent });
  return status;
});
equals<Same<typeof bought, Promise<number>>>(true);
export const plain: number = action('plain', () => 5, everyOption);
export const given = (own: Action): Span => own.span;
// @ts-expect-error the function comes before the options
action('buy', { service: 'shop' }, () => 5);
