import { audit, laws } from '../../lib/audit';
import type { KubeObject, OutputObject } from '../../lib/output/objects';
import { rooms } from '../../lib/rooms';
import type { ShippedSite } from '../../lib/site/rule';
import { objectsOf, shipped } from '../support/site';

/** Names of the laws that find something once `spoil` has changed the objects of a shipped site. */
function broken(name: ShippedSite, spoil: (draft: Draft) => void): string[] {
  const site = shipped(name);
  const draft = new Draft(structuredClone(objectsOf(site)));
  spoil(draft);
  const found = audit({
    site,
    objects: draft.objects,
    requirements: rooms.flatMap((room) => room.requires(site)),
    secrets: rooms.flatMap((room) => room.secrets(site)),
    connections: rooms.flatMap((room) => room.connections(site)),
  });
  for (const { message, severity } of found) {
    expect(severity).toBe('error');
    expect(message).toMatch(/^(platform|mastodon|operations)\/.+\.yaml: .+[^.]$/);
  }
  return [...new Set(found.map((finding) => finding.rule))];
}

// biome-ignore lint/suspicious/noExplicitAny: objects that are spoiled on purpose
type Loose = any;

class Draft {
  constructor(readonly objects: OutputObject[]) {}

  object(kind: string, name: string): Loose {
    return this.entry(kind, name).json;
  }

  pod(kind: string, name: string): Loose {
    const { spec } = this.object(kind, name);
    return (spec.template ?? spec.jobTemplate.spec.template).spec;
  }

  drop(kind: string, name: string): void {
    this.objects.splice(this.objects.indexOf(this.entry(kind, name)), 1);
  }

  copy(kind: string, name: string, change: (json: Loose) => void): void {
    const copy = structuredClone(this.entry(kind, name)) as { file: string; from: string; json: KubeObject };
    change(copy.json);
    this.objects.push({ ...copy, file: copy.file.replace('.yaml', '-copy.yaml') });
  }

  private entry(kind: string, name: string): OutputObject {
    const found = this.objects.find(({ json }) => json.kind === kind && json.metadata.name === name);
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return found;
  }
}

test.each(['home', 'microk8s-jiva', 'one-node'] as const)('%s breaks no law', (name) => {
  expect(broken(name, () => {})).toEqual([]);
});

type Case = [what: string, name: ShippedSite, spoil: (draft: Draft) => void];

const breaches: Readonly<Record<string, readonly Case[]>> = {
  'audit/identity': [
    ['two objects of one name', 'home', (draft) => draft.copy('Service', 'web', () => {})],
    [
      'a name that Kubernetes refuses',
      'home',
      (draft) => draft.copy('ConfigMap', 'web', (json) => (json.metadata.name = 'Web_1')),
    ],
    [
      'an object in no namespace',
      'home',
      (draft) => delete draft.object('Certificate', 'mastodon-tls').metadata.namespace,
    ],
    [
      'a class in a namespace',
      'home',
      (draft) => (draft.object('StorageClass', 'longhorn-r3').metadata.namespace = 'mastodon'),
    ],
  ],
  'audit/mounts': [
    ['a volume is gone', 'home', (draft) => draft.pod('Deployment', 'web').volumes.pop()],
    ['a mount is gone', 'home', (draft) => dropMounts(draft.pod('Deployment', 'web'), 'media')],
    [
      'a claim template is gone',
      'one-node',
      (draft) => (draft.object('StatefulSet', 'redis').spec.volumeClaimTemplates = []),
    ],
    [
      'two volumes at one path',
      'home',
      (draft) => {
        const [container] = draft.pod('Deployment', 'web').containers;
        container.volumeMounts.push({ ...container.volumeMounts[0] });
      },
    ],
  ],
  'audit/services': [
    [
      'a port that no container has',
      'home',
      (draft) => (draft.object('Service', 'web').spec.ports[0].targetPort = 4242),
    ],
    [
      'a selector that matches nothing',
      'home',
      (draft) => (draft.object('Service', 'streaming').spec.selector['app.kubernetes.io/component'] = 'stream'),
    ],
    ['no selector at all', 'home', (draft) => delete draft.object('Service', 'web').spec.selector],
  ],
  'audit/backends': [
    [
      'a path to a port that the Service has not',
      'home',
      (draft) => {
        draft.object('Ingress', 'mastodon').spec.rules[0].http.paths[0].backend.service.port = { number: 4242 };
      },
    ],
    [
      'a path to nobody',
      'home',
      (draft) => {
        draft.object('Ingress', 'mastodon').spec.rules[0].http.paths[0].backend.service.name = 'website';
      },
    ],
  ],
  'audit/selectors': [
    [
      'two Deployments that take each other’s pods',
      'home',
      (draft) => {
        for (const name of ['sidekiq', 'sidekiq-scheduler']) {
          delete draft.object('Deployment', name).spec.selector.matchLabels['app.kubernetes.io/component'];
        }
      },
    ],
    [
      'a selector of somebody else',
      'one-node',
      (draft) => {
        draft.object('Deployment', 'sidekiq').spec.selector.matchLabels['app.kubernetes.io/instance'] = 'other';
      },
    ],
  ],
  'audit/disruption': [
    ['a budget on a single pod', 'home', (draft) => (draft.object('Deployment', 'web').spec.replicas = 1)],
    [
      'a budget that lets nobody go',
      'home',
      (draft) => (draft.object('PodDisruptionBudget', 'redis').spec.maxUnavailable = 0),
    ],
    [
      'a budget of nobody',
      'home',
      (draft) =>
        (draft.object('PodDisruptionBudget', 'web').spec.selector.matchLabels['app.kubernetes.io/component'] = 'none'),
    ],
    [
      'a budget that keeps sick pods',
      'home',
      (draft) => delete draft.object('PodDisruptionBudget', 'web').spec.unhealthyPodEvictionPolicy,
    ],
  ],
  'audit/claims': [
    [
      'a rolling update on a ReadWriteOnce claim',
      'one-node',
      (draft) => (draft.object('Deployment', 'web').spec.strategy = { type: 'RollingUpdate' }),
    ],
    [
      'a ReadWriteOnce claim on any node',
      'home',
      (draft) => (draft.object('PersistentVolumeClaim', 'media').spec.accessModes = ['ReadWriteOnce']),
    ],
  ],
  'audit/references': [
    ['a ConfigMap that is not there', 'home', (draft) => draft.drop('ConfigMap', 'scripts')],
    ['a claim that is not there', 'home', (draft) => draft.drop('PersistentVolumeClaim', 'media')],
    ['a class that nobody makes', 'home', (draft) => draft.drop('StorageClass', 'longhorn-rwx-r3')],
    ['a ServiceAccount that is not there', 'home', (draft) => draft.drop('ServiceAccount', 'migrations')],
    [
      'a Secret that nobody is asked for',
      'home',
      (draft) => {
        draft
          .pod('Deployment', 'web')
          .containers[0].env.push({ name: 'EXTRA', valueFrom: { secretKeyRef: { name: 'nowhere', key: 'x' } } });
      },
    ],
    [
      'a variable that is set twice',
      'home',
      (draft) => {
        const [container] = draft.pod('Deployment', 'web').containers;
        container.env.push({ ...container.env[0] });
      },
    ],
  ],
  'audit/connections': [
    ['a policy is gone', 'home', (draft) => draft.drop('NetworkPolicy', 'web')],
    ['a policy without its way out', 'home', (draft) => delete draft.object('NetworkPolicy', 'sidekiq').spec.egress],
    ['names can not be looked up', 'home', (draft) => draft.drop('NetworkPolicy', 'dns')],
    ['the namespace is open', 'home', (draft) => draft.drop('NetworkPolicy', 'default-deny')],
    [
      'the closing policy opens everything',
      'home',
      (draft) => (draft.object('NetworkPolicy', 'default-deny').spec.ingress = [{}]),
    ],
  ],
  'audit/privileges': [
    [
      'a privileged container',
      'home',
      (draft) => (draft.pod('Deployment', 'web').containers[0].securityContext.privileged = true),
    ],
    [
      'a capability',
      'home',
      (draft) => delete draft.pod('StatefulSet', 'redis').containers[0].securityContext.capabilities,
    ],
    ['root', 'home', (draft) => (draft.pod('CronJob', 'remove-remote-media').securityContext.runAsNonRoot = false)],
    ['the network of the node', 'home', (draft) => (draft.pod('Deployment', 'streaming').hostNetwork = true)],
    ['no memory limit', 'home', (draft) => delete draft.pod('Deployment', 'web').containers[0].resources.limits],
    [
      'an image without version',
      'home',
      (draft) => (draft.pod('Deployment', 'web').containers[0].image = 'ghcr.io/mastodon/mastodon:latest'),
    ],
    [
      'a folder of the node',
      'home',
      (draft) => Object.assign(draft.pod('Deployment', 'web').volumes[0], { hostPath: { path: '/' } }),
    ],
  ],
  'audit/inert': [
    [
      'a CronJob that is not suspended',
      'home',
      (draft) => (draft.object('CronJob', 'canary-replicated-write').spec.suspend = false),
    ],
  ],
  'audit/secret-values': [
    [
      'a password in the environment',
      'home',
      (draft) => draft.pod('Deployment', 'web').containers[0].env.push({ name: 'DEEPL_TOKEN', value: 'tea' }),
    ],
    [
      'a key in a ConfigMap',
      'home',
      (draft) => (draft.object('ConfigMap', 'web').data.SECRET_KEY_BASE = '0a'.repeat(64)),
    ],
    ['a Secret', 'home', (draft) => draft.copy('ConfigMap', 'web', (json) => Object.assign(json, { kind: 'Secret' }))],
  ],
};

function dropMounts(pod: Loose, name: string): void {
  for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
    container.volumeMounts = (container.volumeMounts ?? []).filter((mount: { name: string }) => mount.name !== name);
  }
}

describe.each(Object.entries(breaches))('%s alone finds', (law, cases) => {
  test.each(cases)('%s', (_what, name, spoil) => {
    expect(broken(name, spoil)).toEqual([law]);
  });
});

test('every law is tried', () => {
  expect(Object.keys(breaches).sort()).toEqual(laws.map((law) => law.name).sort());
});
