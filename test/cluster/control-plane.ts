import { startDaemon } from './daemon';
import { apiPort, inRun, type Machine, pods, services } from './layout';
import { pki } from './pki';

/** Starts one member of the control plane: etcd, API server, controller manager, scheduler. */
export function startMember(kubernetes: string, member: Machine, members: readonly Machine[]): void {
  const start = (component: string, flags: string[]) =>
    startDaemon(`${component}-${member.name}`, member, [kubernetes, component, ...flags]);
  start('etcd', etcdFlags(member, members));
  start('kube-apiserver', apiserverFlags(member));
  start('kube-controller-manager', controllerManagerFlags(members));
  start('kube-scheduler', [...asClient('scheduler'), leads(members)]);
}

/** The relay that lets a machine without an API server of its own reach any member that answers. */
export function startRelay(kubernetes: string, network: string, members: readonly Machine[]): void {
  const to = members.map(({ address }) => `${address}:${apiPort}`).join(',');
  startDaemon(`api-relay-${network}`, network, [kubernetes, 'api-relay', `127.0.0.1:${apiPort}`, to]);
}

function etcdFlags(member: Machine, members: readonly Machine[]): string[] {
  const peer = ({ address }: Machine) => `http://${address}:2380`;
  return [
    `--name=${member.name}`,
    `--data-dir=${inRun('etcd', member.name)}`,
    '--listen-client-urls=http://127.0.0.1:2379',
    '--advertise-client-urls=http://127.0.0.1:2379',
    `--listen-peer-urls=${peer(member)}`,
    `--initial-advertise-peer-urls=${peer(member)}`,
    `--initial-cluster=${members.map((one) => `${one.name}=${peer(one)}`).join(',')}`,
    // A member dies by signal here, not by power: what it wrote stays in this kernel's memory.
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiserverFlags(member: Machine): string[] {
  return [
    '--etcd-servers=http://127.0.0.1:2379',
    '--bind-address=0.0.0.0',
    `--advertise-address=${member.address}`,
    `--secure-port=${apiPort}`,
    `--tls-cert-file=${pki('api.crt')}`,
    `--tls-private-key-file=${pki('api.key')}`,
    `--client-ca-file=${pki('ca.crt')}`,
    `--token-auth-file=${pki('tokens.csv')}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--allow-privileged=true',
    `--service-cluster-ip-range=${services.cidr}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${pki('accounts.key')}`,
    `--service-account-signing-key-file=${pki('accounts.key')}`,
    `--kubelet-client-certificate=${pki('kubelet-client.crt')}`,
    `--kubelet-client-key=${pki('kubelet-client.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
    // Webhooks are asked at their pods' addresses: no kube-proxy stands beside a member.
    '--enable-aggregator-routing=true',
  ];
}

function controllerManagerFlags(members: readonly Machine[]): string[] {
  return [
    ...asClient('controller-manager'),
    leads(members),
    `--root-ca-file=${pki('ca.crt')}`,
    `--service-account-private-key-file=${pki('accounts.key')}`,
    '--use-service-account-credentials',
    `--cluster-cidr=${pods}`,
    '--allocate-node-cidrs=false',
    `--cluster-signing-cert-file=${pki('ca.crt')}`,
    `--cluster-signing-key-file=${pki('ca.key')}`,
  ];
}

function asClient(user: string): string[] {
  const file = inRun(`${user}.kubeconfig`);
  return [`--kubeconfig=${file}`, `--authentication-kubeconfig=${file}`, `--authorization-kubeconfig=${file}`];
}

/** A single member has nobody to wait for. */
function leads(members: readonly Machine[]): string {
  return `--leader-elect=${members.length > 1}`;
}
