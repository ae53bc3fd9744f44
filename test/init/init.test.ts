import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draft } from '../../lib/init/draft';
import { foundIn } from '../../lib/init/found';
import { answersOf, questions } from '../../lib/init/questions';
import { declare } from '../../lib/site/declare';
import { currentVersions } from '../../lib/site/versions';
import { mammut, temporaryFolder } from '../cli/mammut';
import { operator, rehearsal } from '../support/certificates';

const one = 'alpha=192.168.1.11/16Gi/500Gi';
const three = `${one},beta=192.168.1.12/16Gi/500Gi,gamma=192.168.1.13/16Gi/500Gi`;

function errorsOf(flags: Readonly<Record<string, string>>, found = foundIn(undefined)): string[] {
  const text = draft(
    answersOf(found, ({ name }, usual) => flags[name] ?? usual),
    found,
    { operator, rehearsal },
  );
  const { findings } = declare(text, currentVersions);
  return findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`);
}

describe('whatever is answered passes the check', () => {
  const distributions = ['microk8s', 'k3s', 'kubeadm', 'talos', 'k0s'];
  const cases = distributions.flatMap((distribution) =>
    [one, three].flatMap((nodes) =>
      ['port-forward', 'tunnel', 'none'].flatMap((internet) =>
        ['none', 'nas.lan:/volume1/backup', 'mastodon-backup@https://s3.example.org'].map((backup) => ({
          distribution,
          nodes,
          internet,
          backup,
        })),
      ),
    ),
  );

  test('on every distribution, with one machine or three, however it is reached and backed up', () => {
    expect(
      cases.map((flags) => ({ flags, errors: errorsOf(flags) })).filter(({ errors }) => errors.length > 0),
    ).toEqual([]);
  });

  test('with all defaults', () => {
    expect(errorsOf({})).toEqual([]);
  });
});

test('every question has a default that is allowed, and says why it is asked', () => {
  answersOf(undefined, (question, usual) => {
    expect([question.name, question.wrong(usual)]).toEqual([question.name, undefined]);
    expect(question.why).not.toBe('');
    return usual;
  });
  expect(new Set(questions.map(({ name }) => name)).size).toBe(questions.length);
});

/** As kubectl prints them, as far as we look. */
const node = (name: string, address: string, more: object = {}, labels: object = {}) => ({
  kind: 'Node',
  metadata: { name, labels },
  status: {
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    capacity: { memory: '16307236Ki', 'ephemeral-storage': '490617784Ki', cpu: '4' },
    nodeInfo: { kubeletVersion: 'v1.36.1', osImage: 'Debian GNU/Linux 13', architecture: 'amd64', ...more },
  },
});
const listOf = (...items: object[]) => ({ kind: 'List', items });

describe('a running cluster is read', () => {
  test.each([
    ['k3s', { kubeletVersion: 'v1.36.1+k3s1' }, {}],
    ['k0s', { kubeletVersion: 'v1.36.1+k0s' }, {}],
    ['talos', { osImage: 'Talos (v1.11.0)' }, { 'node-role.kubernetes.io/control-plane': '' }],
    [
      'microk8s',
      {},
      { 'microk8s.io/cluster': 'true', 'node.kubernetes.io/microk8s-controlplane': 'microk8s-controlplane' },
    ],
    ['kubeadm', {}, { 'node-role.kubernetes.io/control-plane': '' }],
  ])('%s by the marks that it leaves', (distribution, info, labels) => {
    const found = foundIn(listOf(node('alpha', '10.0.0.11', info, labels)));
    expect(found).toMatchObject({
      distribution,
      version: '1.36',
      nodes: [{ name: 'alpha', address: '10.0.0.11', memory: '15Gi', disk: '467Gi', arch: 'amd64' }],
    });
    expect(errorsOf({}, found)).toEqual([]);
  });

  test('its machines, who votes, and its classes come into the declaration', () => {
    const votes = { 'node-role.kubernetes.io/control-plane': 'true' };
    const k3s = { kubeletVersion: 'v1.36.1+k3s1' };
    const found = foundIn(
      listOf(node('alpha', '10.0.0.11', k3s, votes), node('beta', '10.0.0.12', { ...k3s, architecture: 'arm64' }), {
        kind: 'StorageClass',
        metadata: { name: 'local-path', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'rancher.io/local-path',
      }),
    );
    const text = draft(
      answersOf(found, (_question, usual) => usual),
      found,
      undefined,
    );
    expect(text).toContain('lan: 10.0.0.0/24\n  gateway: 10.0.0.1\n');
    expect(text).toMatch(
      /- name: beta\n {6}address: 10.0.0.12\n {6}memory: 15Gi\n {6}disk: 467Gi\n {6}controlPlane: false\n {6}arch: arm64\n/,
    );
    expect(text).toContain('# Found on the cluster: local-path (rancher.io/local-path, default).');
  });

  test.each([[undefined], [{}], [listOf()], ['text']])('%p is no cluster', (list) => {
    expect(foundIn(list)).toBeUndefined();
  });
});

describe('mammut init', () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);

  test('without a terminal takes flags and defaults, and makes keys that only their owner can read', () => {
    const { code, err } = mammut('init', at('a.yaml'), '--handle-domain', 'example.net', '--backup', 'nas.lan:/backup');
    expect({ code, errors: /(\d+) error/.exec(err)?.[1] }).toEqual({ code: 0, errors: '0' });
    expect(readFileSync(at('a.yaml'), 'utf8')).toContain('webDomain: social.example.net # can never change\n');
    expect(statSync(at('operator.key')).mode & 0o777).toBe(0o600);
    expect(mammut('check', at('a.yaml')).code).toBe(0);
  });

  test('never over a file that is there, and its keys are taken again', () => {
    expect(mammut('init', at('a.yaml')).err).toContain('is there already');
    const key = readFileSync(at('operator.key'), 'utf8');
    expect(mammut('init', at('b.yaml'), '--backup', 'nas.lan:/backup').code).toBe(0);
    expect(readFileSync(at('operator.key'), 'utf8')).toBe(key);
  });

  test.each([
    [
      'an answer that is none',
      ['--internet', 'carrier-pigeon'],
      '--internet is carrier-pigeon; allowed: port-forward, tunnel, none',
    ],
    ['a file that is no list', ['--from', 'no.json'], 'no.json is no list with a node in it'],
    ['a file that is not there', ['--from', 'none.json'], 'none.json: no such file'],
  ])('%s is refused, and nothing is written', (_what, words, message) => {
    writeFileSync(at('no.json'), '{}');
    const { code, err } = mammut(
      'init',
      at('c.yaml'),
      ...words.map((word) => (word.endsWith('.json') ? at(word) : word)),
    );
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(existsSync(at('c.yaml'))).toBe(false);
  });

  test('at a terminal it asks, says why, and asks again after a wrong answer', () => {
    const command = `${process.execPath} bin/mammut.js init ${at('d.yaml')}`;
    const typed = ['not a domain', 'example.net', ...Array.from({ length: questions.length }, () => '')].join('\n');
    const { stdout } = spawnSync('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      input: `${typed}\n`,
      encoding: 'utf8',
    });
    expect(stdout).toContain('people are called @you@<domain>; it can never change');
    expect(stdout).toMatch(/allowed: [^\n]*domain/);
    expect(readFileSync(at('d.yaml'), 'utf8')).toContain('handleDomain: example.net');
  });
});
