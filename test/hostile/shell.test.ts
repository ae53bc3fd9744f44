import * as v from 'valibot';
import { parse } from 'yaml';
import { randomSite, validSites } from '../random/sites';
import { declaration, rulesHit } from '../support/site';
import { everything, textsIn } from './everything';
import { shellsIn, startedIn } from './in-pods';
import { knownSettings, longPlants, planted, plants, rendered, word } from './plants';
import { blocksOf, containersOf, programsOf, textsOf } from './rendered';
import { absoluteWrites, misread, typed } from './type';

jest.setTimeout(300_000);

const takes = (schema: unknown, text: string) => v.safeParse(schema as v.GenericSchema, text).success;

describe('what a declaration takes as text', () => {
  const examples = new Map<string, Set<string>>();
  for (let index = 0; index < 300; index++)
    for (const [path, text] of textsIn(randomSite(11, index).value))
      examples.set(path, (examples.get(path) ?? new Set()).add(text));

  const variants = (path: string) => {
    const own = [...(examples.get(path) ?? [])].slice(0, 3);
    return [...plants, ...longPlants].flatMap((plant) => [
      plant,
      ...own.flatMap((text) => [`${text}${plant}`, `${plant}${text}`, `${text}/${plant}`, `${text} ${plant}`]),
    ]);
  };

  test('is a name or a number that no shell obeys, but for settings that go to programs as data', () => {
    const free = [...everything()]
      .filter(({ schema }) => schema.type === 'string' || schema.type === 'unknown')
      .filter(({ path, schema }) => variants(path).some((text) => takes(schema, text)))
      .map(({ path }) => path);
    expect(free).toEqual([
      'network.certificates.dns01.*',
      'database(cloudnative-pg).parameters.*',
      'database(standalone).parameters.*',
      'database(bitnami).parameters.*',
      'mastodon.env.*',
    ]);
  });

  test('was tried with examples of nearly every text', () => {
    const texts = new Set([...everything()].filter(({ schema }) => schema.type === 'string').map(({ path }) => path));
    const tried = [...texts].filter((path) => examples.has(path));
    expect(tried.length / texts.size).toBeGreaterThan(0.6);
  });

  test.each(['BASH_ENV', 'ENV', 'PS4', 'SHELLOPTS'])(
    '%s, which a shell obeys before its script, is no setting',
    (name) => {
      expect(rulesHit('home', `mastodon: {env: {${name}: x}}`)).toContain('mastodon/forbidden-setting');
    },
  );
});

/** Shipped sites, and made-up ones: by charts and with Bitnami's servers, with Argo CD and Flux, with buckets. */
const sites = [
  ...(['home', 'microk8s-jiva', 'one-node'] as const).map((name) => ({ name, value: parse(declaration(name)) })),
  ...[...validSites(5, 5, 0)].map(({ index, value }) => ({ name: `made up ${index}`, value })),
].map(({ name, value }, turn) => {
  const { checked, left } = planted(value, turn);
  return { name, output: rendered(checked), left };
});

describe.each(sites)('a site with free text wherever some is taken: $name', ({ output, left }) => {
  test('takes it in most settings', () => {
    expect(left.length).toBeGreaterThan(knownSettings.length / 2);
    expect(textsOf(output.objects).some(({ text }) => text.includes(word))).toBe(true);
  });

  /** Ways to where a program reads it as data, and none where a shell does. */
  const asData = [
    // Settings, read as environment variables or as files.
    /^ConfigMap data\.[A-Z][A-Z0-9_]*$/,
    // A copy of the declaration in every backup.
    /^ConfigMap data\.site\.yaml$/,
    /^Cluster spec\.postgresql\.parameters\./,
    // PostgreSQL's own arguments, which no shell sees.
    /^StatefulSet spec\.template\.spec\.containers\[\]\.args\[\]$/,
    /^(Cluster)?Issuer spec\.acme\.solvers\[\]\.dns01\./,
    // What a chart is given, by Argo CD or Flux.
    /^HelmRelease spec\.values\./,
    /^Application spec\.sources?(\[\])?\.helm\.values(Object)?\b/,
    /^(CronJob|Job) .*\.env\[\]\.value$/,
    /^StatefulSet .*\.env\[\]\.value$/,
  ];

  test('holds it as data, and nowhere else', () => {
    const places = textsOf(output.objects)
      .filter(({ text }) => text.includes(word))
      .map(({ object, at }) => `${object.kind} ${at}`)
      .filter((place) => !asData.some((way) => way.test(place)));
    expect([...new Set(places)]).toEqual([]);
  });

  test('holds it in no command, and in arguments of PostgreSQL alone, out of the reach of $(NAME)', () => {
    for (const program of containersOf(output.objects).flatMap(programsOf)) {
      const holding = program.filter((argument) => argument.includes(word));
      expect(holding.filter((argument) => program[0] !== 'postgres' || !/^--free\.text\d+=/.test(argument))).toEqual(
        [],
      );
      for (const argument of holding) expect(argument.replaceAll('$$', '')).not.toContain('$');
    }
  });

  test('holds it in no environment variable in the reach of $(NAME)', () => {
    const values = containersOf(output.objects).flatMap(({ env = [] }) => env.map(({ value = '' }) => value));
    for (const value of values.filter((one) => one.includes(word)))
      expect(value.replaceAll('$$', '')).not.toContain('$');
  });

  test('holds it in no file of its own but those that programs read as data', () => {
    const pages = ['README.md', 'requires.yaml', 'secrets.required.yaml', 'inventory.json'];
    expect(pages.filter((page) => output.files.get(page)?.includes(word))).toEqual([]);
  });

  test('types nothing but what was meant: its runbook', () => {
    const blocks = [
      ...blocksOf(output.files.get('README.md') ?? ''),
      ...output.requirements.map(({ commands }) => commands.join('\n')),
    ];
    expect(blocks.length).toBeGreaterThan(20);
    expect(misread(blocks)).toBe('');
    expect(blocks.flatMap(absoluteWrites)).toEqual([]);
    const said = typed(blocks);
    expect(said.length).toBeGreaterThan(blocks.length);
    expect(said.filter((line) => line.includes(word))).toEqual([]);
  });

  test('starts nothing but what was meant in its pods', () => {
    const shells = shellsIn(output.objects);
    expect(shells.length).toBeGreaterThan(0);
    const started = shells.map((shell) => ({ name: shell.name, said: startedIn(shell, output.objects) }));
    expect(started.filter(({ said }) => said.length > 0).length).toBeGreaterThan(shells.length / 2);
    expect(started.filter(({ said }) => said.some((line) => line.startsWith(`touch ${word}`)))).toEqual([]);
  });
});

test('the shell that types sees what is planted, or it would prove nothing', () => {
  for (const plant of plants.slice(0, 8)) {
    const said = typed([`echo "${plant}"\n`, `echo '${plant}'\n`, `echo ${plant}\n`]);
    expect({ plant, run: said.some((line) => line.startsWith(`touch ${word}`)) }).toEqual({ plant, run: true });
  }
  expect(typed([`kubectl exec pod -- sh -c 'touch ${word}'\n`])).toContain(`touch ${word} `);
  expect(misread(['true\n', "echo 'open\n", "echo 'again\n"])).toMatch(/block-1: .*unexpected EOF/);
  expect(absoluteWrites('echo a >/etc/b 2>/dev/null')).toEqual(['/etc/b']);
});
