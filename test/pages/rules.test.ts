import { laws } from '../../lib/audit';
import { explainable } from '../../lib/site/explain';
import { docsPages, topPages } from './pages';

const known = explainable(laws).map(({ name }) => name);
const rooms = new Set(known.map((name) => name.split('/')[0]));

/** The changelog names rules that are gone. */
const pages = [...topPages, ...docsPages].filter(({ file }) => file !== 'CHANGELOG.md');

/** Repositories of the Mastodon project, whose names look like rules of the room `mastodon`. */
const repositories = ['mastodon/chart', 'mastodon/helm-charts', 'mastodon/mastodon'];

test.each(pages.map(({ file, text }) => [file, text]))('%s names only rules that there are', (_, text) => {
  const named = [...text.matchAll(/`([a-z]+\/[a-z0-9-]+)`|mammut explain ([a-z]+\/[a-z0-9-]+)/g)].map(
    ([, quoted, explained]) => quoted ?? explained ?? '',
  );
  const wrong = named.filter(
    (name) => rooms.has(name.split('/')[0] ?? '') && !known.includes(name) && !repositories.includes(name),
  );
  expect(wrong).toEqual([]);
});
