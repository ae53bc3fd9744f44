import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { run } from './processes';
import type { Row } from './report';

/** The overlay that docs/delivery.md shows, built by kubectl over the rendered site: what it patches is patched, the rest stays. */
export async function checkOverlay(program: string, version: string, dist: string): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-overlay-'));
  try {
    cpSync(join(dist, 'home'), join(folder, 'dist/home'), { recursive: true });
    mkdirSync(join(folder, 'overlays/home'), { recursive: true });
    writeFileSync(join(folder, 'overlays/home/kustomization.yaml'), documented());
    const [plain, patched] = await Promise.all(
      ['dist/home/mastodon', 'overlays/home'].map((path) => built(program, join(folder, path))),
    );
    return {
      version,
      site: '(overlay of the docs)',
      objects: plain?.length ?? 0,
      accepted: patched?.length ?? 0,
      pods: 0,
      complaints: { 'changes what it says and nothing else': differences(plain ?? [], patched ?? []) },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function documented(): string {
  const [, yaml = ''] =
    /```yaml\n(apiVersion: kustomize[\s\S]*?)```/.exec(readFileSync('docs/delivery.md', 'utf8')) ?? [];
  return yaml;
}

async function built(program: string, folder: string): Promise<string[]> {
  const { code, stdout, stderr } = await run(program, ['kubectl', 'kustomize', folder]);
  return code === 0 ? (loadAll(stdout) as object[]).map((one) => JSON.stringify(one)) : [`failed: ${stderr}`];
}

function differences(plain: readonly string[], patched: readonly string[]): string[] {
  const changed = plain.flatMap((one, index) =>
    one === patched[index] ? [] : [[one, patched[index] ?? 'nothing'] as const],
  );
  const [[before = '', after = ''] = []] = changed;
  const expected = '"priorityClassName":"people-first"';
  return changed.length === 1 &&
    !before.includes(expected) &&
    after.includes(expected) &&
    after.includes('"name":"web"')
    ? []
    : [`${changed.length} objects differ instead of the one Deployment web: ${after.slice(0, 200)}`];
}
