import type { Requirement } from '../site/room';
import type { OutputObject } from './objects';

/** An image that is fetched for this site: what a mirror, a scan or a cluster without internet has to know. */
export interface Image {
  /** Without tag. Shape: `ghcr.io/mastodon/mastodon`. */
  readonly name: string;
  readonly tag: string;
  /** Where the tag is held to one. Shape: `sha256:…`. */
  readonly digest: string | undefined;
  /** Folders of objects, and charts. */
  readonly usedBy: readonly string[];
}

/** Every image that our own objects name, and those that we name to charts; sorted. */
export function imagesOf(objects: readonly OutputObject[], requirements: readonly Requirement[]): Image[] {
  const uses = [
    ...objects.flatMap(({ file, json }) => named(json).map((image) => ({ image, by: folderOf(file) }))),
    ...requirements.flatMap(({ name, provides }) =>
      (provides?.images ?? []).map((image) => ({ image, by: `chart ${name}` })),
    ),
  ];
  const images = [...new Set(uses.map(({ image }) => image))].map((image) => {
    const [, name = '', tag = '', digest] = /^(.+?)(?::([^:/@]+))?(?:@(sha256:.+))?$/.exec(image) ?? [];
    const usedBy = [...new Set(uses.filter((use) => use.image === image).map(({ by }) => by))].sort();
    return { name, tag, digest, usedBy };
  });
  const words = ({ name, tag }: Image) => `${name} ${tag}`;
  return images.sort((one, other) => (words(one) < words(other) ? -1 : 1));
}

/** `mastodon/web/deployment.yaml` → `mastodon/web`. */
const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'));

/** Images of containers, and of operators' objects, which call theirs `imageName`. */
function named(value: unknown, found: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key in value) {
    const one = (value as Readonly<Record<string, unknown>>)[key];
    if ((key === 'image' || key === 'imageName') && typeof one === 'string') found.push(one);
    else if (typeof one === 'object') named(one, found);
  }
  return found;
}
