import * as v from 'valibot';
import { isFileNear } from '../../lib/site/file-name';
import { randomSite } from '../random/sites';
import { rulesHit } from '../support/site';
import { everything, textsIn } from './everything';
import { knownSettings, longPlants, plants, word } from './plants';
import { containersOf, programsOf, textsOf } from './rendered';
import { plantedSites } from './sites';

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

  test('is a name or a number that no shell obeys, but for settings that go to programs as data and for extends', () => {
    const free = [...everything()]
      .filter(({ schema }) => schema.type === 'string' || schema.type === 'unknown')
      .filter(({ path, schema }) => variants(path).some((text) => takes(schema, text)))
      .map(({ path }) => path);
    expect(free).toEqual([
      'extends',
      'extends[]',
      'network.certificates.dns01.*',
      'database(cloudnative-pg).parameters.*',
      'database(standalone).parameters.*',
      'database(bitnami).parameters.*',
      'mastodon.env.*',
    ]);
  });

  test('extends takes no other text either: it is held against a file name', () => {
    const named = [...plants, ...longPlants].flatMap((text) => [
      text,
      `${text}.yaml`,
      `../${text}.yaml`,
      `../base${text}.yaml`,
    ]);
    expect(isFileNear('../base.yaml')).toBe(true);
    expect(named.filter(isFileNear)).toEqual([]);
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

describe.each(plantedSites())('a site with free text wherever some is taken: $name', ({ output, left }) => {
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
});
