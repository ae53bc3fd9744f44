import { synthesize } from '../../lib/synthesize';
import { declaration } from '../support/site';

const readme = (...site: Parameters<typeof declaration>) => synthesize(declaration(...site)).files.get('README.md');

test('what nodes need is said with the names of the nodes that need it', () => {
  expect(readme('home')).toContain('**iSCSI initiator**, on every node (alpha, beta, gamma) – ');
  const oneDisk = `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti}`;
  expect(readme('home', oneDisk)).toContain('**second disk for longhorn**, on alpha – ');
  expect(readme('one-node')).not.toContain('on every node');
});

test('what two rooms need of the nodes is asked for once', () => {
  expect(readme('home')?.match(/^\*\*NFS client\*\*/gm)).toHaveLength(1);
});

test('kubectl and helm are made to mean this cluster where they do not by themselves', () => {
  expect(readme('home')).toContain("```sh\nalias kubectl='microk8s kubectl'\nalias helm='microk8s helm3'\n```");
  expect(readme('one-node')).toContain('export KUBECONFIG=/etc/rancher/k3s/k3s.yaml');
});

describe('names are answered on every node before anything needs them', () => {
  const patched = (site: Parameters<typeof declaration>[0]) =>
    JSON.parse(readme(site)?.match(/patch deployment coredns --type merge -p '(.*)'/)?.[1] ?? '{}').spec;

  test('by as many servers as there are nodes, each on its own, whatever a rollout replaces', () => {
    const { replicas, template } = patched('home');
    expect(replicas).toBe(3);
    expect(template.spec.topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        matchLabelKeys: ['pod-template-hash'],
      },
    ]);
    expect(readme('home')).toContain("'\nkubectl -n kube-system rollout status deployment coredns\n");
  });

  test('each pod by the server beside it', () => {
    const beside = `patch service kube-dns --type merge -p '{"spec":{"trafficDistribution":"PreferSameNode"}}'`;
    expect(readme('home')).toContain(beside);
    // Kubernetes 1.33 does not know that word.
    expect(readme('home', 'cluster: {version: "1.33"}')).not.toContain(beside);
  });

  test('nothing is done where there is one node', () => {
    expect(readme('one-node')).not.toContain('deployment coredns');
  });
});
