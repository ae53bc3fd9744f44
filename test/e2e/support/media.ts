import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../../cluster/shared-disk';
import type { Operator } from './operator';
import { namespace } from './site';

/** Emoji of other servers that don't compress, and one file that no set keeps. */
export async function fillMedia(operator: Operator, { files, bytes }: { files: number; bytes: number }): Promise<void> {
  const script = `
    require "fileutils"
    system = "/opt/mastodon/public/system"
    FileUtils.mkdir_p(["#{system}/cache/custom_emojis/#{${bytes}}", "#{system}/cache/accounts"])
    ${files}.times { |number| File.binwrite("#{system}/cache/custom_emojis/#{${bytes}}/#{number}.png", Random.bytes(${bytes})) }
    File.binwrite("#{system}/cache/accounts/somebody.png", "fetched again")`;
  await operator.typesWell(`kubectl -n ${namespace} exec deploy/web -- ruby -e '${script}'`);
}

/** The folder of the media as its NAS sees it. */
export function mediaFolder(): string {
  const disk = folderOf('shared');
  const volume = readdirSync(disk).find((name) => name.endsWith('_media'));
  if (volume === undefined) throw new Error(`no volume of claim media in ${disk}`);
  return join(disk, volume);
}

/** Path and hash of every file that belongs into a set. */
export function mediaHashes(): Map<string, string> {
  const folder = mediaFolder();
  const paths = readdirSync(folder, { recursive: true }).map(String).sort();
  const files = paths
    .filter((path) => !/^(\.|cache\/accounts\/|backups\/)/.test(path))
    .filter((path) => statSync(join(folder, path)).isFile());
  const hash = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
  return new Map(files.map((path) => [path, hash(path)]));
}
