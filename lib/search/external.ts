import type { SearchEngine } from './engine';

/** An Elasticsearch or OpenSearch server that somebody else keeps. */
export const external: SearchEngine = {
  secrets({ namespace, search, mastodon }) {
    const { passwordSecret, user } = search.endpoint ?? {};
    if (passwordSecret === undefined) return [];
    const { name, key } = passwordSecret;
    const readBy = ['web', 'sidekiq'];
    // That chart reads the name from there.
    const named = user !== undefined && mastodon.by === 'mastodon/helm-charts';
    return [
      {
        name,
        namespace,
        madeBy: 'you',
        keys: [
          {
            key,
            what: `password of ${user ?? 'the user'} for full-text search`,
            readBy,
            settings: ['ES_PASS'],
          },
          ...(named ? [{ key: 'username', what: 'name of that user', readBy, made: { text: user } }] : []),
        ],
        commands: [
          `kubectl -n ${namespace} create secret generic ${name} --from-literal=${key}='<password of the search server>'${named ? ` --from-literal=username=${user}` : ''}`,
        ],
      },
    ];
  },
  footprints: () => [],
  build: () => {},
  runbook: () => [],
};

/** No full-text search: hashtags and accounts are found nevertheless. */
export const none: SearchEngine = { secrets: () => [], footprints: () => [], build: () => {}, runbook: () => [] };
