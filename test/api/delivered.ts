import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesize } from '../../lib/synthesize';

/** The site `home` as it is rendered for a git controller, in a folder that is gone with the test. */
export function renderedFor(controller: 'argocd' | 'flux'): { readonly folder: string; readonly site: string } {
  const folder = mkdtempSync(join(tmpdir(), 'mammut-delivered-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const delivery = `delivery: {by: ${controller}, repository: "https://git.example.org/me/homelab.git"}\n`;
  const { files } = synthesize(
    readFileSync('sites/home.yaml', 'utf8') + delivery,
    readFileSync('sites/home.lock', 'utf8'),
  );
  const site = `home by ${controller}`;
  for (const [path, content] of files) {
    const file = join(folder, site, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { folder, site };
}
