import type { Said } from '../../said';

const noSearch: Said = { of: 'no search', with: 'search: {engine: none}', says: [] };

export const searchSearch: Readonly<Record<string, readonly Said[]>> = {
  'search/heap-too-large': [
    { says: ['error at search.heap: a heap of 2g in a pod that is stopped at 1536Mi; allowed: half of that at most'] },
    {
      of: 'exactly half',
      with: 'search: {engine: elasticsearch, heap: 1g, resources: {memory: 2Gi, memoryLimit: 2Gi}}',
      says: [],
    },
    {
      of: 'a little more, in megabytes',
      with: 'search: {engine: elasticsearch, heap: 1025m, resources: {memory: 2Gi, memoryLimit: 2Gi}}',
      says: ['error at search.heap: a heap of 1025m in a pod that is stopped at 2Gi; allowed: half of that at most'],
    },
    noSearch,
  ],
  'search/heap-too-small': [
    { says: ['error at search.heap: a heap of 128m; allowed: 256m or more'] },
    { of: 'exactly enough', with: 'search: {engine: elasticsearch, heap: 256m}', says: [] },
    {
      of: 'a little less',
      with: 'search: {engine: elasticsearch, heap: 255m}',
      says: ['error at search.heap: a heap of 255m; allowed: 256m or more'],
    },
    noSearch,
  ],
  'search/user-without-secret': [
    { says: ['error at search.user: user mastodon without a password; allowed: both or neither'] },
    {
      of: 'a password without a user',
      with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32], secret: search}',
      says: ['error at search.secret: a password without a user; allowed: both or neither'],
    },
    {
      of: 'neither',
      with: 'search: {engine: external, host: search.example.org, addresses: [192.0.2.10/32]}',
      says: [],
    },
    noSearch,
  ],
};
