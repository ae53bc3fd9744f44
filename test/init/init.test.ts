import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersOf, questions } from '../../lib/init/questions';
import { mammut, temporaryFolder } from '../cli/mammut';
import { errorsOf } from './support';

const one = 'alpha=192.168.1.11/16Gi/500Gi';
const three = `${one},beta=192.168.1.12/16Gi/500Gi,gamma=192.168.1.13/16Gi/500Gi`;

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
  answersOf(undefined, ({ name, why, usual, wrong }) => {
    expect([name, wrong(usual)]).toEqual([name, undefined]);
    expect(why).not.toBe('');
    return usual;
  });
  expect(new Set(questions.map(({ name }) => name)).size).toBe(questions.length);
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
    [
      'an answer that nothing asks for',
      ['--shared', 'nas'],
      '--shared is nas; nothing is left to choose there: leave it out',
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
});
