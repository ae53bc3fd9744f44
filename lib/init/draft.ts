import { stringify } from 'yaml';
import { type DistributionName, distributions } from '../cluster/distributions';
import type { Found, FoundNode } from './found';
import { type Answers, nodeForm, targetOf } from './questions';
import { storageOf } from './storage';

/** Certificates of the two who may open a set's secrets. */
export interface Recipients {
  readonly operator: string;
  readonly rehearsal: string;
}

/** Text of a declaration: what was answered and found, and a word on each line that somebody may want to change. */
export function draft(so: Answers, found: Found | undefined, recipients: Recipients | undefined): string {
  const { version = so['kubernetes-version'] ?? '1.36' } = found ?? {};
  const distribution = found?.distribution ?? ((so.distribution ?? 'microk8s') as DistributionName);
  const { joinsControlPlane } = distributions[distribution];
  const nodes = found?.nodes ?? nodesOf(so.nodes ?? '', joinsControlPlane);
  const target = targetOf(so.backup ?? 'none');
  return [
    '# What is left out has a default; `mammut synth` writes into the README which were taken. docs/reference.md has every key.',
    'schemaVersion: 1',
    ...said({ name: so.name }),
    ...(nodes.filter(({ guessed }) => !guessed).length === 1
      ? ['profile: small # for a handful of people; normal for a few hundred']
      : []),
    'cluster:',
    ...indented({ distribution }),
    `  version: "${version}" # keep the quotes`,
    '  nodes: # NAME and INTERNAL-IP of `kubectl get nodes -o wide`',
    ...nodes.flatMap((node) => nodeLines(node, saysWhoVotes(nodes, joinsControlPlane))),
    'network:',
    ...indented({ lan: so.lan, gateway: so.router }),
    '  dhcp: unknown # the range that the router gives away, e.g. 192.168.1.100-192.168.1.199: the entry’s address must lie outside',
    ...(so.address === undefined
      ? []
      : ['  loadBalancer:', '    engine: metallb', ...indented({ address: so.address }, 4)]),
    ...(distribution === 'microk8s' && (nodes.length > 1 || so.internet === 'tunnel')
      ? [
          '  ingress:',
          '    controller: chart # the addon takes no settings: a lost node would fail requests for a minute, a proxy would hide visitors',
        ]
      : []),
    ...indented({ internet: so.internet }),
    ...certificates(so),
    ...classes(found),
    ...storage(so, found),
    'mastodon:',
    `  handleDomain: ${so['handle-domain']} # @you@${so['handle-domain']}; can never change`,
    `  webDomain: ${so['web-domain']} # can never change`,
    '  smtp:',
    ...indented({ server: so['mail-server'], from: `mastodon@${so['handle-domain']}` }, 4),
    ...(target && recipients
      ? backup(target, recipients)
      : ['backup: none # what is lost is lost: declare a target before people come']),
    '',
  ].join('\n');
}

const said = (values: object) => stringify(values, { lineWidth: 0 }).trimEnd().split('\n');
const indented = (values: object, blanks = 2) => said(values).map((line) => `${' '.repeat(blanks)}${line}`);

function nodesOf(text: string, joinsControlPlane: boolean): FoundNode[] {
  return text.split(',').map((one, index) => {
    const [, name = '', , address = '', , memory = '8Gi', , disk = '250Gi'] = nodeForm.exec(one.trim()) ?? [];
    return { name, address, memory, disk, controlPlane: joinsControlPlane || index === 0, arch: 'amd64' };
  });
}

/** Where it is known, and not what is taken when nothing is said. */
function saysWhoVotes(nodes: readonly FoundNode[], joinsControlPlane: boolean): boolean {
  const votes = nodes.map(({ controlPlane }) => controlPlane);
  return votes.includes(true) && votes.some((one, index) => one !== (joinsControlPlane || index === 0));
}

function nodeLines(node: FoundNode, saysVote: boolean): string[] {
  const { name, address, memory, disk, controlPlane, arch, guessed } = node;
  const [first = '', ...rest] = said({
    name,
    address,
    memory,
    disk,
    ...(saysVote && { controlPlane }),
    ...(arch === 'arm64' && { arch }),
  });
  const unseen = ' # the API server answers there; kubectl shows no such node, so name, memory and disk are guessed';
  return [`    - ${first}${guessed ? unseen : ''}`, ...rest.map((line) => `      ${line}`)];
}

function certificates(so: Answers): string[] {
  if (so.internet === 'tunnel') return [];
  if (so.internet === 'none')
    return [
      '  certificates:',
      '    challenge: secret # nobody outside can prove the domain: bring a certificate',
      '    secret: mastodon-tls',
    ];
  return [
    '  certificates:',
    ...indented({ email: so.email }, 4),
    '    environment: staging # once its certificate comes: production',
  ];
}

/** All of them are named, also those that nothing here uses. */
function classes(found: Found | undefined): string[] {
  if (found === undefined || found.classes.length === 0) return [];
  const names = found.classes.map(({ name, provisioner, isDefault, retains }) => {
    const more = [...(isDefault ? ['default'] : []), ...(retains ? [] : ['deletes its volumes'])];
    return `${name} (${[provisioner, ...more].join(', ')})`;
  });
  return [`# Found on the cluster: ${names.join('; ')}. Those that delete their volumes get no data.`];
}

function storage(so: Answers, found: Found | undefined): string[] {
  const roles = storageOf(so, found);
  return Object.keys(roles).length === 0
    ? []
    : ['storage: # what the cluster has already; docs/reference.md has the others', ...indented(roles)];
}

function backup(target: object, recipients: Recipients): string[] {
  return [
    'backup:',
    ...indented({ to: target }),
    '  recipients: # operator.key and rehearsal.key belong to them: keep copies outside this house',
    ...indented(recipients, 4),
  ];
}
