import { stringify } from 'yaml';
import type { Found, FoundNode } from './found';
import { type Answers, nodeForm, targetOf } from './questions';

/** Certificates of the two who may open a set's secrets. */
export interface Recipients {
  readonly operator: string;
  readonly rehearsal: string;
}

/** Text of a declaration: what was answered and found, and a word on each line that somebody may want to change. */
export function draft(so: Answers, found: Found | undefined, recipients: Recipients | undefined): string {
  const nodes = found?.nodes ?? nodesOf(so.nodes ?? '');
  const { distribution = so.distribution ?? 'microk8s', version = so['kubernetes-version'] ?? '1.36' } = found ?? {};
  const target = targetOf(so.backup ?? 'none');
  return [
    '# What is left out has a default; `mammut synth` writes into the README which were taken. docs/reference.md has every key.',
    'schemaVersion: 1',
    ...said({ name: so.name }),
    ...(nodes.length === 1 ? ['profile: small # for a handful of people; normal for a few hundred'] : []),
    'cluster:',
    ...indented({ distribution }),
    `  version: "${version}" # keep the quotes`,
    '  nodes: # NAME and INTERNAL-IP of `kubectl get nodes -o wide`',
    ...nodes.flatMap((node) => nodeLines(node, nodes)),
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

function nodesOf(text: string): FoundNode[] {
  return text.split(',').map((one) => {
    const [, name = '', , address = '', , memory = '8Gi', , disk = '250Gi'] = nodeForm.exec(one.trim()) ?? [];
    return { name, address, memory, disk, controlPlane: true, arch: 'amd64' };
  });
}

function nodeLines(node: FoundNode, all: readonly FoundNode[]): string[] {
  const { name, address, memory, disk, controlPlane, arch } = node;
  const [first = '', ...rest] = said({
    name,
    address,
    memory,
    disk,
    // Said where they are not all alike.
    ...(all.some((one) => one.controlPlane !== controlPlane) && { controlPlane }),
    ...(arch === 'arm64' && { arch }),
  });
  return [`    - ${first}`, ...rest.map((line) => `      ${line}`)];
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

/** Classes that are there are named, and left alone: the defaults make their own, which keep what they hold. */
function classes(found: Found | undefined): string[] {
  if (found === undefined || found.classes.length === 0) return [];
  const names = found.classes.map(
    ({ name, provisioner, isDefault }) => `${name} (${provisioner}${isDefault ? ', default' : ''})`,
  );
  return [
    `# Found on the cluster: ${names.join('; ')}. To use one: storage: {replicated: {engine: existing, className: …}}`,
  ];
}

function backup(target: object, recipients: Recipients): string[] {
  return [
    'backup:',
    ...indented({ to: target }),
    '  recipients: # operator.key and rehearsal.key belong to them: keep copies outside this house',
    ...indented(recipients, 4),
  ];
}
