import type { Said } from '../../said';
import { nodes } from '../nodes';

const elsewhere: Said = {
  of: 'a Redis elsewhere',
  with: 'redis: {mode: external, host: redis.example.org, addresses: [192.0.2.10/32]}',
  says: [],
};

export const redisRedis: Readonly<Record<string, readonly Said[]>> = {
  'redis/sentinel-needs-three-nodes': [
    { says: ['error at redis.instances: 2 instances with Sentinel on 3 nodes that take pods; allowed: 3'] },
    {
      of: 'four of them',
      with: 'redis: {instances: 4}',
      says: ['error at redis.instances: 4 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
    },
    {
      of: 'one of them',
      with: 'redis: {instances: 1}',
      says: ['error at redis.instances: 1 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
    },
    {
      of: 'five on three nodes',
      with: 'redis: {instances: 5}',
      says: ['error at redis.instances: 5 instances with Sentinel on 3 nodes that take pods; allowed: 3'],
    },
    {
      of: 'two nodes',
      with: `${nodes('alpha', 'beta')}
redis: {instances: 3}`,
      says: ['error at redis.instances: 3 instances with Sentinel on 2 nodes that take pods; allowed: mode: single'],
    },
    {
      of: 'four on five nodes',
      with: `${nodes('alpha', 'beta', 'gamma', 'delta', 'epsilon')}
redis: {instances: 4}`,
      says: [
        'error at redis.instances: 4 instances with Sentinel on 5 nodes that take pods; allowed: an odd number from 3 to 5',
      ],
    },
    {
      of: 'four on four nodes',
      with: `${nodes('alpha', 'beta', 'gamma', 'delta')}
redis: {instances: 4}`,
      says: ['error at redis.instances: 4 instances with Sentinel on 4 nodes that take pods; allowed: 3'],
    },
    {
      of: 'five on five nodes',
      with: `${nodes('alpha', 'beta', 'gamma', 'delta', 'epsilon')}
redis: {instances: 5}`,
      says: [],
    },
    { of: 'a single one', with: 'redis: {mode: single, on: perNode}', says: [] },
  ],
  'redis/single-on-one-disk': [
    {
      says: [
        "warning at redis: the only Redis lies on one node's own disk: while that node is away Mastodon stays down",
      ],
    },
    { of: 'Sentinel on the disks of nodes', with: 'redis: {on: perNode}', says: [] },
    {
      of: 'a named node',
      with: 'redis: {mode: single, on: perNode, node: beta}',
      says: ["warning at redis: the only Redis lies on beta's own disk: while that node is away Mastodon stays down"],
    },
    elsewhere,
    { of: 'a role that nothing fills', over: 'one-node', with: 'redis: {mode: single, on: replicated}', says: [] },
  ],
  'redis/sentinel-on-replicated-storage': [
    { says: ['warning at redis.on: 3 servers on 3 copies each write everything 9 times; better: perNode'] },
    { of: 'a single one', with: 'redis: {mode: single, on: replicated}', says: [] },
    elsewhere,
    {
      of: 'one copy',
      with: `storage: {replicated: {copies: 1}}
redis: {on: replicated}`,
      says: [],
    },
    { of: 'a role that nothing fills', over: 'one-node', with: 'redis: {mode: sentinel, on: replicated}', says: [] },
  ],
  'redis/memory-without-room': [
    { says: ['error at redis.maxMemory: 1024Mi of data in pods that are stopped at 1Gi; allowed: 768Mi at most'] },
    {
      of: 'exactly three quarters',
      with: 'redis: {maxMemory: 768Mi, resources: {memory: 256Mi, memoryLimit: 1Gi}}',
      says: [],
    },
    {
      of: 'a little more',
      with: 'redis: {maxMemory: 769Mi, resources: {memory: 256Mi, memoryLimit: 1Gi}}',
      says: ['error at redis.maxMemory: 769Mi of data in pods that are stopped at 1Gi; allowed: 768Mi at most'],
    },
    elsewhere,
  ],
  'redis/too-little-memory': [
    { says: ['error at redis.resources.memoryLimit: Redis is stopped at 192Mi; allowed: 256Mi or more'] },
    { of: 'exactly enough', with: 'redis: {resources: {memory: 128Mi, memoryLimit: 256Mi}}', says: [] },
    {
      of: 'a single one',
      with: 'redis: {mode: single, on: perNode, resources: {memory: 128Mi, memoryLimit: 192Mi}}',
      says: ['error at redis.resources.memoryLimit: Redis is stopped at 192Mi; allowed: 256Mi or more'],
    },
    elsewhere,
  ],
};
