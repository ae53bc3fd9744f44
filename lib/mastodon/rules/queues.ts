import type { Path } from '../../site/finding';
import { nearest } from '../../site/nearest';
import type { Rule } from '../../site/rule';
import type { Site } from '../../site/site';
import type { SidekiqGroup } from '../mastodon';
import { queues } from '../schema';
import { worksScheduler } from '../sidekiq';

const everyQueue = 'queues: ["default,8", "push,6", "ingress,4", "mailers,2", pull, fasp]';

const examples = (wrong: string, right = `{name: all, ${everyQueue}}`) => {
  const groups = (first: string) => `mastodon: {sidekiq: {groups: [${first}, {name: scheduler, queues: [scheduler]}]}}`;
  return { over: 'one-node' as const, wrong: groups(wrong), right: groups(right) };
};

function pathOf(group: SidekiqGroup, index: number): Path {
  return group.from.includes('groups') ? ['mastodon', 'sidekiq', 'groups', index] : ['mastodon', 'sidekiq'];
}

const numbered = (site: Site) =>
  site.mastodon.sidekiq.map((group, index) => ({ group, index, path: pathOf(group, index) }));

const twoSchedulers: Rule = {
  name: 'mastodon/two-schedulers',
  severity: 'error',
  why: 'every process that works the queue `scheduler` starts all timed jobs: with two of them posts are published twice and clean-ups run into each other',
  source: 'docs.joinmastodon.org/admin/scaling: the scheduler queue must be worked by one process only',
  fix: 'list `scheduler` in one group alone, with instances: 1',
  examples: examples(`{name: all, instances: 2, queues: [default, push, ingress, mailers, pull, fasp, "scheduler,1"]}`),
  *check(site) {
    const schedulers = numbered(site).filter(({ group }) => worksScheduler(group));
    for (const { group, path } of schedulers) {
      if (group.instances > 1) {
        yield {
          path: [...path, 'instances'],
          message: `${group.instances} processes of ${group.name} work the scheduler; allowed: 1`,
        };
      }
    }
    for (const { group, path } of schedulers.slice(1)) {
      yield {
        path: [...path, 'queues'],
        message: `${group.name} works the scheduler, which ${schedulers[0]?.group.name} does already; allowed: one group`,
      };
    }
  },
};

const queueNobodyWorks: Rule = {
  name: 'mastodon/queue-nobody-works',
  severity: 'error',
  why: 'jobs of a queue that nobody works lie in Redis for ever: without `ingress` nothing arrives, without `mailers` no mail is sent, without `scheduler` nothing is cleaned up',
  source: 'mastodon config/sidekiq.yml, v4.6.5; `fasp` is new since 4.4',
  fix: 'add the queue to a group',
  examples: examples('{name: all, queues: [default, push, ingress, mailers, pull]}'),
  *check(site) {
    const worked = new Set(site.mastodon.sidekiq.flatMap((group) => group.queues.map(({ queue }) => queue)));
    const missing = queues.filter((queue) => !worked.has(queue));
    if (missing.length > 0) {
      yield {
        path: ['mastodon', 'sidekiq', 'groups'],
        message: `nobody works ${missing.join(', ')}; allowed: groups that together work ${queues.join(', ')}`,
      };
    }
  },
};

const unknownQueue: Rule = {
  name: 'mastodon/unknown-queue',
  severity: 'warning',
  why: 'Mastodon puts nothing into a queue of this name: most likely another one was meant, and nobody works that',
  source: 'mastodon config/sidekiq.yml, v4.6.5',
  fix: 'write the name as Mastodon does',
  examples: examples('{name: all, queues: [default, push, ingress, mailers, pull, fasp, mailer]}'),
  *check(site) {
    for (const { group, path } of numbered(site)) {
      for (const [index, { queue }] of group.queues.entries()) {
        if ((queues as readonly string[]).includes(queue)) continue;
        const meant = nearest(queue, queues);
        yield {
          path: [...path, 'queues', index],
          message: `unknown queue ${queue}; allowed: ${queues.join(', ')}`,
          ...(meant !== undefined && { fix: `write ${meant}` }),
        };
      }
    }
  },
};

const queueTwice: Rule = {
  name: 'mastodon/queue-listed-twice',
  severity: 'error',
  why: 'Sidekiq adds up the weights of a queue that is listed twice, and jobs are worked in an order that nobody declared',
  source: 'sidekiq lib/sidekiq/cli.rb and fetch.rb: each entry is added weight times',
  fix: 'list each queue once in a group',
  examples: examples('{name: all, queues: [default, push, ingress, mailers, pull, fasp, "push,6"]}'),
  *check(site) {
    for (const { group, path } of numbered(site)) {
      for (const [index, { queue }] of group.queues.entries()) {
        if (group.queues.findIndex((one) => one.queue === queue) < index) {
          yield { path: [...path, 'queues', index], message: `${queue} a second time in ${group.name}; allowed: once` };
        }
      }
    }
  },
};

const sameGroupName: Rule = {
  name: 'mastodon/same-group-name',
  severity: 'error',
  why: 'two groups of one name are one Deployment: the second would replace the first, and its queues would have no workers',
  source: 'kubernetes.io/docs/concepts/overview/working-with-objects/names',
  fix: 'give each group a name of its own',
  examples: examples(`{name: all, ${everyQueue}}, {name: all, queues: [push]}`),
  *check(site) {
    for (const { group, index, path } of numbered(site)) {
      if (site.mastodon.sidekiq.findIndex((one) => one.name === group.name) < index) {
        yield {
          path: [...path, 'name'],
          message: `a second group named ${group.name.replace(/^sidekiq-/, '')}; allowed: names of their own`,
        };
      }
    }
  },
};

export const queueRules: readonly Rule[] = [twoSchedulers, queueNobodyWorks, unknownQueue, queueTwice, sameGroupName];
