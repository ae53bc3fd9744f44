import type { Said } from '../../said';

export const mastodonQueues: Readonly<Record<string, readonly Said[]>> = {
  'mastodon/two-schedulers': [
    {
      says: [
        'error at mastodon.sidekiq.groups[0].instances: 2 processes of sidekiq-all work the scheduler; allowed: 1',
        'error at mastodon.sidekiq.groups[1].queues: sidekiq-scheduler works the scheduler, which sidekiq-all does already; allowed: one group',
      ],
    },
    {
      of: 'three groups with it',
      with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp, scheduler]}, {name: second, instances: 3, queues: [scheduler]}, {name: third, queues: [scheduler]}]}}',
      says: [
        'error at mastodon.sidekiq.groups[1].instances: 3 processes of sidekiq-second work the scheduler; allowed: 1',
        'error at mastodon.sidekiq.groups[1].queues: sidekiq-second works the scheduler, which sidekiq-all does already; allowed: one group',
        'error at mastodon.sidekiq.groups[2].queues: sidekiq-third works the scheduler, which sidekiq-all does already; allowed: one group',
      ],
    },
    { of: 'several processes without groups', with: 'mastodon: {sidekiq: {instances: 2}}', says: [] },
  ],
  'mastodon/queue-nobody-works': [
    {
      says: [
        'error at mastodon.sidekiq.groups: nobody works fasp; allowed: groups that together work default, push, ingress, mailers, pull, scheduler, fasp',
      ],
    },
    {
      of: 'no scheduler',
      with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp]}]}}',
      says: [
        'error at mastodon.sidekiq.groups: nobody works scheduler; allowed: groups that together work default, push, ingress, mailers, pull, scheduler, fasp',
      ],
    },
    {
      of: 'two groups together',
      with: 'mastodon: {sidekiq: {groups: [{name: a, queues: [default, push, ingress]}, {name: b, queues: [mailers, pull, fasp, scheduler]}]}}',
      says: [],
    },
    {
      of: 'nothing but one',
      with: 'mastodon: {sidekiq: {groups: [{name: a, queues: [default]}]}}',
      says: [
        'error at mastodon.sidekiq.groups: nobody works push, ingress, mailers, pull, scheduler, fasp; allowed: groups that together work default, push, ingress, mailers, pull, scheduler, fasp',
      ],
    },
  ],
  'mastodon/unknown-queue': [
    {
      says: [
        'warning at mastodon.sidekiq.groups[0].queues[6]: unknown queue mailer; allowed: default, push, ingress, mailers, pull, scheduler, fasp | write mailers',
      ],
    },
    {
      of: 'a name like none',
      with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp, scheduler]}, {name: odd, queues: [pull, federation]}]}}',
      says: [
        'warning at mastodon.sidekiq.groups[1].queues[1]: unknown queue federation; allowed: default, push, ingress, mailers, pull, scheduler, fasp',
      ],
    },
    { of: 'no groups', with: '', says: [] },
  ],
  'mastodon/queue-listed-twice': [
    { says: ['error at mastodon.sidekiq.groups[0].queues[6]: push a second time in sidekiq-all; allowed: once'] },
    {
      of: 'in two groups',
      with: 'mastodon: {sidekiq: {groups: [{name: all, queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp, scheduler]}, {name: second, queues: [push]}]}}',
      says: [],
    },
    {
      of: 'three times',
      with: 'mastodon: {sidekiq: {groups: [{name: all, queues: [push, push, "push,2", default]}]}}',
      says: [
        'error at mastodon.sidekiq.groups[0].queues[1]: push a second time in sidekiq-all; allowed: once',
        'error at mastodon.sidekiq.groups[0].queues[2]: push a second time in sidekiq-all; allowed: once',
      ],
    },
  ],
  'mastodon/same-group-name': [
    { says: ['error at mastodon.sidekiq.groups[1].name: a second group named all; allowed: names of their own'] },
    {
      of: 'three of them',
      with: 'mastodon: {sidekiq: {groups: [{name: same, queues: [push]}, {name: same, queues: [pull]}, {name: same, queues: [default]}]}}',
      says: [
        'error at mastodon.sidekiq.groups[1].name: a second group named same; allowed: names of their own',
        'error at mastodon.sidekiq.groups[2].name: a second group named same; allowed: names of their own',
      ],
    },
  ],
};
