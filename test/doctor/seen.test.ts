import { look } from '../../lib/doctor/seen';
import { wanted } from './wanted';

const home = wanted('home');

/** A kubectl that answers what a table says to words that begin so, and is refused all else. */
function asked(answers: Readonly<Record<string, unknown>>) {
  const words: string[] = [];
  const seen = look((some) => {
    const line = some.join(' ');
    words.push(line);
    const [, answer] = Object.entries(answers).find(([start]) => line.startsWith(start)) ?? [];
    return answer === undefined || typeof answer === 'string' ? answer : JSON.stringify(answer);
  }, home);
  return { seen, words };
}

const list = (...items: object[]) => ({ items });
const object = (name: string, namespace: string) => ({ metadata: { name, namespace } });

test('no kind is asked for twice, and nothing object by object', () => {
  const { words } = asked({});
  expect(words.filter((line, index) => words.indexOf(line) !== index)).toEqual([]);
  // Of the namespace alone where the whole cluster's list was refused.
  const kinds = asked({ get: list(), version: {} }).words.map((line) => /get ([a-z.0-9]+)/.exec(line)?.[1] ?? line);
  expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index && kind !== 'namespace')).toEqual([]);
  expect(words.length).toBeLessThan(60);
});

test('of a list of the whole cluster each namespace gets its own', () => {
  const { seen } = asked({ 'get deployment.apps': list(object('web', 'mastodon'), object('coredns', 'kube-system')) });
  expect(seen.deployments).toHaveLength(2);
  expect(seen.objects.get('deployment.apps in mastodon')).toEqual([object('web', 'mastodon')]);
});

test('where the whole cluster may not be listed, the application’s namespace still is', () => {
  const { seen } = asked({ '-n mastodon get deployment.apps': list(object('web', 'mastodon')) });
  expect(seen.deployments).toBeUndefined();
  expect(seen.objects.get('deployment.apps in mastodon')).toHaveLength(1);
});

test('kubelets are asked on machines that are there', () => {
  const { seen, words } = asked({
    'get nodes --all-namespaces': list({ metadata: { name: 'beta' } }, { metadata: { name: 'omega' } }),
    'get --raw /api/v1/nodes/beta/proxy/stats/summary': { node: {} },
    'get --raw /api/v1/nodes/beta/proxy/configz': { kubeletconfig: { evictionHard: {} } },
  });
  expect(seen.kubelets).toEqual(new Map([['beta', { summary: { node: {} }, config: { evictionHard: {} } }]]));
  expect(words.filter((line) => line.includes('--raw')).every((line) => line.includes('/beta/'))).toBe(true);
});

test('custom resources whose kind nobody brought are none, those that may not be listed are unknown', () => {
  const { seen, words } = asked({
    'get crds': 'IPAddressPool\nipaddresspools.metallb.io\nmetallb.io/v1beta1/IPAddressPool\n',
  });
  expect(seen.kinds).toContain('metallb.io/v1beta1/IPAddressPool');
  expect(seen.customs.get('nodes.longhorn.io')).toEqual([]);
  expect(seen.customs.has('ipaddresspools.metallb.io')).toBe(false);
  expect(words.some((line) => line.includes('nodes.longhorn.io'))).toBe(false);
});

test('an answer that is no JSON is no answer', () => {
  expect(asked({ 'get nodes': '<html>' }).seen.nodes).toBeUndefined();
});
