import { load } from 'js-yaml';
import { render } from '../../lib/output/render';
import { declare } from '../../lib/site/declare';
import { currentVersions, type Versions } from '../../lib/site/versions';
import { declaration } from '../support/site';

interface Image {
  readonly name: string;
  readonly tag: string;
  readonly digest?: string;
  readonly usedBy: readonly string[];
}

function output(overlay = '', versions: Versions = currentVersions) {
  const { site, findings, defaults } = declare(declaration('home', overlay), versions);
  if (site === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  const { files } = render(site, { warnings: findings, defaults });
  const { images } = load(files.get('requires.yaml') ?? '') as { images: Image[] };
  return { files, images };
}

const reference = ({ name, tag, digest }: Image) => `${name}:${tag}${digest === undefined ? '' : `@${digest}`}`;

describe('images in requires.yaml', () => {
  test('are all that any file names, each once, with the folders that use it', () => {
    const { files, images } = output();
    const shape = /^\s*(?:- )?image(?:Name)?: "?([^"\n]+)"?$/gm;
    const named = [...files]
      .filter(([file]) => file !== 'README.md')
      .flatMap(([file, text]) => [...text.matchAll(shape)].map(([, image]) => [file, image] as const));
    expect(images.map(reference).sort()).toEqual([...new Set(named.map(([, image]) => image))].sort());
    for (const [file, image] of named) {
      const users = images.find((one) => reference(one) === image)?.usedBy;
      expect(users).toContain(file.slice(0, file.lastIndexOf('/')));
    }
  });

  test('have their digest where the lock holds one', () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const { images } = output('', { ...currentVersions, redis: `8.4.6-trixie@${digest}` });
    expect(images.find(({ name }) => name.endsWith('/redis'))).toMatchObject({ tag: '8.4.6-trixie', digest });
    expect(images.filter((image) => image.digest !== undefined)).toHaveLength(1);
  });

  test('have the chart that runs them', () => {
    const { images } = output(
      'mastodon: {by: mastodon/helm-charts, web: {image: "ghcr.io/glitch-soc/mastodon:v4.7.0"}}',
    );
    const users = (name: string) => images.find((one) => one.name === name)?.usedBy;
    expect(users('ghcr.io/glitch-soc/mastodon')).toEqual(expect.arrayContaining([expect.stringMatching(/^chart /)]));
    expect(users('ghcr.io/mastodon/mastodon-streaming')).toEqual([expect.stringMatching(/^chart /)]);
  });

  test('a registry with a port is part of the name', () => {
    const { images } = output('mastodon: {streaming: {image: "registry.lan:5000/mastodon-streaming:v4.7.2"}}');
    expect(images).toContainEqual({
      name: 'registry.lan:5000/mastodon-streaming',
      tag: 'v4.7.2',
      usedBy: ['mastodon/streaming'],
    });
  });
});
