import type { SearchEngine } from './engine';

/** An Elasticsearch or OpenSearch server that somebody else keeps. */
export const external: SearchEngine = {
  secrets({ namespace, search }) {
    const { passwordSecret, user } = search.endpoint ?? {};
    if (passwordSecret === undefined) return [];
    const { name, key } = passwordSecret;
    return [
      {
        name,
        namespace,
        madeBy: 'you',
        keys: [
          {
            key,
            what: `password of ${user ?? 'the user'} for full-text search`,
            readBy: ['web', 'sidekiq'],
            settings: ['ES_PASS'],
          },
        ],
        commands: [
          `kubectl -n ${namespace} create secret generic ${name} --from-literal=${key}='<password of the search server>'`,
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
