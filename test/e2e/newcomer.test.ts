import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../cluster/command';
import { ask } from './support/client';
import { machines } from './support/house';
import { measured, since } from './support/measured';
import { Newcomer, printed } from './support/newcomer';
import type { Conversation } from './support/terminal';

// From an empty folder to a first post: each command is one that was printed before, by the program, on the page
// "Getting started" or in the runbook. What only the world outside has is left out and named below. Its versions are those
// that a new site starts with, so the images of test/cluster/images must bear them.
jest.setTimeout(600_000);

/** What a person knows and kubectl does not; return takes what is proposed. */
const answers: Readonly<Record<string, string>> = {
  'domain of the handles': 'example.org',
  'domain where the server answers': 'social.example.org',
  'a free address of the home network, outside of what the router gives away': '10.89.0.240',
  'your address': 'newcomer@example.org',
  'mail server that takes its mails': 'smtp.example.org',
  // Two classes would do: which of them is the NAS for media?
  'who makes volumes that several machines mount at once': 'shared',
  'where backups go': 'none',
};
const topic = (ask: string) => ask.replace(/: .*/, '');

/** The first command that the page names, as it stands there. */
const page = readFileSync('docs/getting-started.md', 'utf8');
const [begin = ''] = /^npx mammut init .*$/m.exec(page) ?? [];

let newcomer: Newcomer;
let started: number;
let conversation: Conversation;
let next: string[];

beforeAll(async () => {
  newcomer = new Newcomer(await machines({ nodes: 2, members: 1 }));
  started = Date.now();
});

test('init reads the cluster, and asks what kubectl does not say', async () => {
  conversation = await newcomer.answers(begin, (ask) => answers[topic(ask)] ?? '');
  expect(conversation).toMatchObject({ code: 0 });
  expect(conversation.asked.map(({ ask }) => topic(ask))).toEqual([
    'domain of the handles',
    'domain where the server answers',
    "the home network's addresses",
    "the router's address",
    'a free address of the home network, outside of what the router gives away',
    'how the internet reaches it',
    'your address',
    'mail server that takes its mails',
    "who makes volumes on a machine's own disk",
    'who makes volumes that several machines mount at once',
    'where backups go',
    'name of the site',
  ]);
  measured('questions answered', `${conversation.asked.length}, ${own(conversation)} of them with more than return`);
});

const own = ({ asked }: Conversation) => asked.filter(({ typed }) => typed !== '').length;

const trace = (stderr: string) => /^ +at .*/m.exec(stderr)?.[0];

test('the declaration says what was found', () => {
  const declared = readFileSync(join(newcomer.folder, 'site.yaml'), 'utf8');
  // The control plane has no kubelet here: where its API server answers is all that can be known of it.
  expect(declared).toMatch(/- name: alpha\n {6}address: 10\.89\.0\.11\n(.*\n){2} {6}controlPlane: false\n/);
  expect(declared).toMatch(/- name: control-plane-1 #.*\n {6}address: 10\.89\.0\.2\n(.*\n){2} {6}controlPlane: true\n/);
  expect(declared).toContain('  perNode:\n    engine: local-path\n');
  expect(declared).toContain('  shared:\n    engine: existing\n    className: shared\n');
});

test('check and synth, as init says, lead to the doctor and the runbook', async () => {
  const commands = printed(conversation.said);
  expect(commands).toEqual(['npx mammut check site.yaml', 'npx mammut synth site.yaml']);
  const said: string[] = [];
  for (const command of commands) {
    const { code, stdout, stderr } = await newcomer.types(command);
    expect({ code, trace: trace(stderr) }).toEqual({ code: 0, trace: undefined });
    said.push(stdout);
  }
  next = printed(said.join(''));
  expect(next).toEqual(['npx mammut doctor site.yaml', 'cd dist/home']);
});

test('the doctor says what is still missing', async () => {
  const [doctor = '', cd = ''] = next;
  const { code, stdout, stderr } = await newcomer.types(doctor);
  expect({ code, trace: trace(stderr) }).toEqual({ code: 1, trace: undefined });
  expect(stdout).toMatch(/^fail .*\n +\S/m);
  newcomer.goes(cd);
});

test('the runbook leads to a running server', async () => {
  await newcomer.follows('The cluster');
  // Its `helm` finds MetalLB, Traefik and cert-manager installed: the test bed brings them, and gives them the values.
  await newcomer.installs('What must be there first');
  await newcomer.follows('Secrets', { login: 'newcomer', password: 'as the mail server knows it' });
  expect(await newcomer.follows('Platform')).toContain('the same bytes');
  await newcomer.follows('Mastodon');
});

test('the owner gets an account', async () => {
  // Who has an account already takes another block; nobody takes mails here, so none is sent.
  const others = /accounts modify|deliver_now/;
  const filled = { name: 'newcomer', address: 'newcomer@example.org' };
  expect(await newcomer.follows('The first account', filled, others)).toMatch(/^New password: \S+$/m);
});

test('the certificate comes', async () => {
  // Of this chapter the router, the name's record and questions from the internet are no part of the test bed.
  const look = () => newcomer.looks('From the internet', 'get certificate mastodon-tls');
  newcomer.typed += 1;
  await until('the certificate', 180, async () => / True /.test(await look()), 1000);
});

test('the doctor finds nothing that fails', async () => {
  const { code, stdout } = await newcomer.types(next[0] ?? '');
  // What it can't tell on the test bed is named in install.test.ts.
  expect(stdout.split('\n').filter((line) => line.startsWith('fail'))).toEqual([]);
  expect(code).toBe(0);
});

test('somebody on the LAN reads the first post by HTTPS', async () => {
  const { status, body } = await ask('post', '/api/v1/statuses', 'a newcomer’s first post');
  expect(status).toBe(200);
  const read = await ask('get', `/api/v1/statuses/${JSON.parse(body).id}`);
  measured('from `init` to a post that is read', `${since(started)} s`);
  measured('commands and blocks of commands typed', newcomer.typed);
  expect(read.status).toBe(200);
  expect(JSON.parse(read.body)).toMatchObject({ content: 'a newcomer’s first post' });
});
