import type { Path } from '../site/finding';
import type { Requirement } from '../site/room';
import type { Rule, Violation } from '../site/rule';
import type { Site } from '../site/site';
import { builtObjects, identityOf, requirementsOf } from './objects';

// What two sites on one cluster may not both say. Found by rendering both.

const oneObject: Rule = {
  name: 'cluster/object-of-two-sites',
  severity: 'error',
  why: 'two sites that render one object take it from each other at every apply, and what one of them deletes is gone for both',
  source: 'kubernetes.io/docs/reference/using-api/server-side-apply: conflicts of owners',
  fix: 'give the guest a name, a namespace and domains of its own',
  examples: {
    over: 'home',
    wrong: 'name: second\ncluster: home.yaml\nnetwork: null\nstorage: null',
    right:
      'name: second\ncluster: home.yaml\nnetwork: null\nstorage: null\nmastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net}',
  },
  *check(site) {
    const { host } = site;
    if (host === undefined) return;
    if (site.name === host.name) yield { path: ['name'], message: `the name ${site.name} is also the host's` };
    if (site.namespace === host.namespace) {
      yield {
        path: ['mastodon', 'namespace'],
        message: `namespace ${site.namespace} is ${host.name}'s; allowed: another one`,
      };
      return;
    }
    yield* domains(site, host);
    const theirs = new Map(builtObjects(host).map(({ json }) => [identityOf(json), JSON.stringify(json)]));
    for (const { json, from } of builtObjects(site)) {
      const other = theirs.get(identityOf(json));
      if (other !== undefined && other !== JSON.stringify(json)) {
        yield {
          path: keyPath(from),
          message: `${json.kind} ${json.metadata.name} is ${host.name}'s too, and not the same there; allowed: what ${host.name} says`,
        };
      }
    }
  },
};

function* domains(site: Site, host: Site): Iterable<Violation> {
  const own = ({ mastodon }: Site) => [mastodon.webDomain, ...mastodon.alternateDomains];
  const shared = own(site).find((domain) => own(host).includes(domain));
  if (shared !== undefined)
    yield {
      path: ['mastodon', 'webDomain'],
      message: `${shared} is answered by ${host.name}; allowed: another domain`,
    };
  if (site.mastodon.handleDomain === host.mastodon.handleDomain) {
    yield {
      path: ['mastodon', 'handleDomain'],
      message: `${site.mastodon.handleDomain} is the handles' domain of ${host.name}; allowed: another domain`,
    };
  }
}

const oneRelease: Rule = {
  name: 'cluster/release-of-two-sites',
  severity: 'error',
  why: 'a chart is installed once on a cluster: with other values each of two sites undoes what the other one set',
  source: 'helm.sh/docs/helm/helm_upgrade: a release has one set of values',
  fix: 'say the same in both declarations, e.g. the same uploadTime',
  examples: {
    over: 'home',
    wrong:
      'name: second\ncluster: home.yaml\nnetwork: null\nstorage: null\nmastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net, uploadTime: 20m}',
    right:
      'name: second\ncluster: home.yaml\nnetwork: null\nstorage: null\nmastodon: {namespace: second, handleDomain: example.net, webDomain: social.example.net}',
  },
  *check(site) {
    if (site.host === undefined) return;
    const theirs = requirementsOf(site.host);
    for (const one of requirementsOf(site)) {
      const other = theirs.find((there) => sameRelease(one, there));
      if (other)
        yield {
          path: pathOf(one),
          message: `chart ${one.name} is installed by ${site.host.name} with other values; allowed: the same`,
        };
    }
  },
};

const sameRelease = (one: Requirement, other: Requirement) =>
  one.chart !== undefined &&
  one.chart.release === other.chart?.release &&
  one.chart.namespace === other.chart.namespace;

/** The part of a guest that its host's charts depend on. */
const pathOf = ({ name }: Requirement): Path => (name === 'traefik' ? ['mastodon', 'uploadTime'] : ['database']);

function keyPath(from: string): Path {
  return from.split('.');
}

export const guestRules: readonly Rule[] = [oneObject, oneRelease];
