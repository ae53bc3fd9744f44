import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks, type Diagnosis, diagnose } from '../../lib/doctor/diagnose';
import { type Any, look } from '../../lib/doctor/seen';
import type { Wanted } from '../../lib/doctor/wanted';
import { loadBalancers } from '../../lib/network/load-balancer';
import { render } from '../../lib/output/render';
import type { ShippedSite } from '../../lib/site/rule';
import { engines } from '../../lib/storage';
import { type Fault, over } from './fault';
import { faultsOfApplication } from './faults-of-application';
import { faultsOfMachines } from './faults-of-machines';
import { faultsOfNetwork } from './faults-of-network';
import { faultsOfStorage } from './faults-of-storage';
import { healthy, now } from './healthy';
import { wanted } from './wanted';

const home = wanted('home');

const lines = (diagnoses: readonly Diagnosis[]) =>
  diagnoses.flatMap(({ check, result, message }) => (result === 'pass' ? [] : `${result} ${check}: ${message}`));

/** What no API shows of a cluster of that site, and a healthy one neither. */
const neverSeen = {
  home: ['second disk for openebs-hostpath'],
  'microk8s-jiva': ['iSCSI initiator', 'NFS client'],
  'one-node': [],
};

test.each(Object.entries(neverSeen) as [ShippedSite, string[]][])(
  'nothing is said against a healthy cluster of %s, but what it can not see',
  (name, needs) => {
    const said = lines(diagnose(wanted(name), healthy(wanted(name)), now));
    expect(said.map((line) => line.replace(/ on [^:]+: .*/, ''))).toEqual(
      needs.map((need) => `can't tell node packages: the API does not show ${need}`),
    );
  },
);

const faults = [...faultsOfMachines, ...faultsOfStorage, ...faultsOfNetwork, ...faultsOfApplication];

/** The answer to each question is worked out once. */
function once<Q, A>(answer: (question: Q) => A): (question: Q) => A {
  const known = new Map<Q, A>();
  return (question) => {
    const made = known.get(question) ?? answer(question);
    known.set(question, made);
    return made;
  };
}

/** What no API shows, which is said of a healthy cluster too. */
const hidden = once((site: Wanted): readonly string[] =>
  diagnose(site, healthy(site), now).flatMap(({ result, message }) => (result === "can't tell" ? [message] : [])),
);

/** What the doctor says of a cluster in which this was planted; what it never sees left out. */
const found = once(([, plant, , declared = over('home', '')]: Fault): Diagnosis[] => {
  const site = wanted(...declared);
  const cluster: Any = healthy(site);
  return diagnose(site, { ...cluster, ...plant(cluster) }, now).filter(
    ({ result, message }) => result !== 'pass' && !hidden(site).includes(message),
  );
});

describe('finds each of them, and nothing else', () => {
  test.each(faults.map((fault) => [fault[0], fault] as const))('%s', (_name, fault) => {
    expect(lines(found(fault))).toEqual([fault[2]].flat());
  });
});

test('every check has a fault that it finds', () => {
  const planted = faults
    .flatMap(([, , said]) => [said].flat())
    .map((said) => /^(?:warn|fail|can't tell) ([^:]+):/.exec(said)?.[1]);
  expect(checks.map(({ name }) => name).filter((name) => !planted.includes(name))).toEqual([]);
});

test('every complaint says what to do', () => {
  expect(faults.filter((fault) => found(fault).some(({ fix }) => !fix)).map(([name]) => name)).toEqual([]);
});

test('every chapter that a complaint names is one of the runbook', () => {
  const { files } = render(home.site, { warnings: [], defaults: [] });
  const runbook = files.get('README.md') ?? '';
  const fixes = faults.flatMap((fault) => found(fault).map(({ fix = '' }) => fix));
  const chapters = fixes.flatMap((fix) => [...fix.matchAll(/chapter "([^"]+)"/g)].map(([, title]) => title));
  expect(chapters.length).toBeGreaterThan(3);
  expect(chapters.filter((title) => !runbook.includes(`. ${title}\n`))).toEqual([]);
  expect(runbook).toContain('## 2. What must be there first\n');
});

test('with less than a cluster-admin’s rights it says what it could not see', () => {
  const seen = look(() => undefined, home);
  expect(new Set(diagnose(home, seen, now).map(({ result }) => result))).toEqual(new Set(["can't tell"]));
  const cluster = { ...healthy(home), secrets: undefined };
  expect(lines(diagnose(home, cluster, now))).toContain("can't tell secrets: kubectl did not show secrets");
});

test('names no engine: what it knows of those it asks of their rooms', () => {
  const folder = join(__dirname, '../../lib/doctor');
  const words = [...engines, ...loadBalancers].map(({ name }) => name).filter((name) => name !== 'existing');
  const text = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('');
  expect(words.filter((word) => text.toLowerCase().includes(word))).toEqual([]);
  expect(text).not.toMatch(/calico|cilium|flannel|kube-vip|svclb/i);
});

test('the values of Secrets are never asked for', () => {
  const asked: string[] = [];
  look((words) => void asked.push(words.join(' ')), home);
  const ofSecrets = asked.filter((words) => words.includes('secrets'));
  expect(ofSecrets).toHaveLength(1);
  expect(ofSecrets[0]).toMatch(/go-template=/);
  expect(ofSecrets[0]).not.toMatch(/\$value[^:= ,]/);
});
