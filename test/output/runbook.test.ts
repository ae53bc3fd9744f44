import { readFileSync } from 'node:fs';
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

test('names are answered on two nodes before anything needs them', () => {
  const scaled = 'kubectl -n kube-system scale deployment coredns --replicas=2';
  const spread = 'kubectl -n kube-system rollout restart deployment coredns';
  expect(readme('home')).toContain(`${scaled}\n${spread}\n`);
  const kubeadm = synthesize(readFileSync('test/e2e/sites/three-nodes.yaml', 'utf8')).files.get('README.md');
  expect(kubeadm).toContain(spread);
  expect(kubeadm).not.toContain(scaled);
  expect(readme('one-node')).not.toContain('deployment coredns');
});
