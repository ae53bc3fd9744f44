import type { Node } from '../cluster/cluster';

type Architecture = Node['arch'];

/** Images that exist for both. Sources: mastodon .github/workflows/build-container-image.yml; glitch-soc's copy of it. */
const both = ['ghcr.io/mastodon/', 'ghcr.io/glitch-soc/'];

/**
 * Architectures that an image was built for; undefined where nobody knows.
 * A tag that ends in an architecture's name holds that one only.
 */
export function architecturesOf(image: string): readonly Architecture[] | undefined {
  const [, single] = /[-.](amd64|arm64)$/.exec(image.split('@')[0] ?? '') ?? [];
  if (single !== undefined) return [single as Architecture];
  return both.some((registry) => image.startsWith(registry)) ? ['amd64', 'arm64'] : undefined;
}
