import { privileges } from '../../lib/audit/privileges';
import { deployment, type Part, says } from './small';

const container = {
  name: 'web',
  image: 'ghcr.io/mastodon/mastodon:v4.7.2',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  resources: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } },
};
const pod = {
  enableServiceLinks: false,
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
};
const context = (more: Part) => ({ securityContext: { ...container.securityContext, ...more } });

const links = 'the pod gets environment made from Services, which overrides settings like REDIS_PORT';

test('a pod that may do nothing is well', () => {
  expect(says(privileges, [deployment('web', { ...pod, containers: [container] })])).toEqual([]);
});

test.each<[what: string, pod: Part, says: string[]]>([
  ['the network of the node', { hostNetwork: true }, ['the pod has hostNetwork']],
  ['its processes', { hostPID: true }, ['the pod has hostPID']],
  ['its memory', { hostIPC: true }, ['the pod has hostIPC']],
  ['its folders', { volumes: [{ name: 'a' }, { hostPath: {} }] }, ['the pod mounts a folder of the node']],
  ['other volumes', { volumes: [{ name: 'a' }] }, []],
  ['links to Services', { enableServiceLinks: true }, [links]],
  ['links by default', { enableServiceLinks: undefined }, [links]],
  ['no profile', { securityContext: { runAsNonRoot: true } }, ['the pod has no seccomp profile']],
  ['an empty profile', { securityContext: { seccompProfile: {} } }, ['the pod has no seccomp profile']],
  ['no context', { securityContext: undefined }, ['the pod has no seccomp profile']],
])('of the pod: %s', (_what, more, expected) => {
  expect(says(privileges, [deployment('web', { ...pod, ...more })])).toEqual(
    expected.map((one) => `Deployment web: ${one}`),
  );
});

test.each<[what: string, container: Part, says: string[]]>([
  ['privileged', context({ privileged: true }), ['may gain privileges']],
  ['escalation', context({ allowPrivilegeEscalation: undefined }), ['may gain privileges']],
  ['capabilities', context({ capabilities: { drop: ['NET_RAW'] } }), ['keeps capabilities']],
  ['none dropped', context({ capabilities: {} }), ['keeps capabilities']],
  ['none said', context({ capabilities: undefined }), ['keeps capabilities']],
  ['no context', { securityContext: undefined }, ['may gain privileges', 'keeps capabilities']],
  ['root of its own', context({ runAsNonRoot: false }), ['may run as root']],
  ['no request', { resources: { limits: { memory: '1Gi' } } }, ['has no memory request or limit']],
  ['no limit', { resources: { requests: { memory: '1Gi' } } }, ['has no memory request or limit']],
  ['no memory', { resources: { requests: {}, limits: {} } }, ['has no memory request or limit']],
  ['no resources', { resources: undefined }, ['has no memory request or limit']],
  ['the latest', { image: 'a/b:latest' }, ['runs a/b:latest, which names no version']],
  ['no version', { image: 'a/b' }, ['runs a/b, which names no version']],
  ['a port alone', { image: 'registry:5000/b' }, ['runs registry:5000/b, which names no version']],
  ['a version of latest', { image: 'a/b:latest-1' }, []],
  ['a digest', { image: 'a/b@sha256:0' }, []],
])('of a container: %s', (_what, more, expected) => {
  const found = (list: string) =>
    says(privileges, [deployment('web', { ...pod, [list]: [{ ...container, ...more }] })]);
  for (const list of ['containers', 'initContainers'])
    expect(found(list)).toEqual(expected.map((one) => `Deployment web: container web ${one}`));
});

test('a container may say for itself that it is not root', () => {
  const said = context({ runAsNonRoot: true });
  const root = { ...pod, securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
  expect(says(privileges, [deployment('web', { ...root, containers: [{ ...container, ...said }] })])).toEqual([]);
  expect(says(privileges, [deployment('web', { ...root, containers: [container] })])).toEqual([
    'Deployment web: container web may run as root',
  ]);
  const none = says(privileges, [deployment('web', { enableServiceLinks: false, containers: [container] })]);
  expect(none).toEqual(
    ['the pod has no seccomp profile', 'container web may run as root'].map((one) => `Deployment web: ${one}`),
  );
});
