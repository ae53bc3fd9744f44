import type { ShippedSite } from '../../lib/site/rule';
import schema from '../../site.schema.json';
import { checked } from '../support/site';
import { type Block, blocksOf, writtenPages } from './pages';

const siteKeys = Object.keys(schema.properties);

/**
 * A YAML block that begins with a key of the declaration is a part of one, unless `…` says that something is left out.
 * It is merged over sites/home.yaml, or over the site that its first line names: `# over sites/one-node.yaml`. The whole
 * files of docs/fleets.md have a test of their own.
 */
const parts = writtenPages.flatMap(blocksOf).filter(({ page, language, text }) => {
  if (page === 'docs/fleets.md') return false;
  const first = text.split('\n').find((line) => line !== '' && !line.startsWith('#'));
  return language === 'yaml' && siteKeys.includes(/^(\w+):/.exec(first ?? '')?.[1] ?? '') && !text.includes('…');
});

const base = ({ text }: Block) => (/^# over sites\/([a-z0-9-]+)\.yaml/.exec(text)?.[1] ?? 'home') as ShippedSite;

/** A guest has its host's network and storage, not those of the site that it is merged over. */
const whole = ({ text }: Block) =>
  /^cluster: \S+\.yaml/m.test(text) ? `${text}\nnetwork: null\nstorage: null\n` : text;

test('the pages hold many parts of declarations', () => {
  expect(parts.length).toBeGreaterThan(25);
});

test.each(parts.map((part) => [`${part.page}, ${part.heading}`, part] as const))('%s: passes every rule', (_, part) => {
  const { findings } = checked(base(part), whole(part));
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});
