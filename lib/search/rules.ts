import { dataRules } from '../database/data-rules';
import { bytes } from '../kube/quantity';
import type { Rule } from '../site/rule';

/** Bytes of Java's notation. Shape: `512m`, `2g`. */
const heapBytes = (heap: string) => bytes(`${heap.slice(0, -1)}${heap.endsWith('g') ? 'Gi' : 'Mi'}`);

const heapTooLarge: Rule = {
  name: 'search/heap-too-large',
  severity: 'error',
  why: 'Elasticsearch needs as much memory beside its heap as in it, for files and threads: with less Kubernetes kills it under load',
  source:
    'elastic.co/guide/en/elasticsearch/reference/8.19/advanced-configuration.html: heap at most half of the memory',
  fix: 'make search.heap half of search.resources.memoryLimit, or raise the limit',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'search: {engine: elasticsearch, heap: 2g}',
    right: 'search: {engine: elasticsearch, heap: 2g, resources: {memory: 4Gi, memoryLimit: 4Gi}}',
  },
  *check({ search: { heap, resources } }) {
    if (heap !== undefined && resources && heapBytes(heap) * 2 > bytes(resources.memoryLimit)) {
      yield {
        path: ['search', 'heap'],
        message: `a heap of ${heap} in a pod that is stopped at ${resources.memoryLimit}; allowed: half of that at most`,
      };
    }
  },
};

const heapTooSmall: Rule = {
  name: 'search/heap-too-small',
  severity: 'error',
  why: 'with less heap Elasticsearch spends its time collecting garbage, and its circuit breakers refuse searches',
  source: "mastodon's docker-compose.yml: 512m; the chart's sub-chart started masters with 128m",
  fix: 'leave search.heap out, or raise it',
  examples: {
    over: 'microk8s-jiva',
    wrong: 'search: {engine: elasticsearch, heap: 128m}',
    right: 'search: {engine: elasticsearch, heap: 512m}',
  },
  *check({ search: { heap } }) {
    if (heap !== undefined && heapBytes(heap) < 256 * 2 ** 20)
      yield { path: ['search', 'heap'], message: `a heap of ${heap}; allowed: 256m or more` };
  },
};

const userWithoutSecret: Rule = {
  name: 'search/user-without-secret',
  severity: 'error',
  why: 'Mastodon sends a user and a password or neither: with one of them alone every search is refused',
  source: 'mastodon config/initializers/chewy.rb: ES_USER and ES_PASS are read together',
  fix: 'declare search.user and search.secret, or leave both out',
  examples: {
    over: 'one-node',
    wrong: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], user: mastodon}',
    right:
      'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], user: mastodon, secret: search}',
  },
  *check({ search }) {
    const { user, passwordSecret } = search.endpoint ?? {};
    if (user !== undefined && passwordSecret === undefined)
      yield { path: ['search', 'user'], message: `user ${user} without a password; allowed: both or neither` };
    if (user === undefined && passwordSecret !== undefined)
      yield { path: ['search', 'secret'], message: 'a password without a user; allowed: both or neither' };
  },
};

export const searchRules: readonly Rule[] = [
  ...dataRules({ key: 'search', title: 'Elasticsearch', single: 'engine: elasticsearch', of: ({ search }) => search }),
  heapTooLarge,
  heapTooSmall,
  userWithoutSecret,
];
