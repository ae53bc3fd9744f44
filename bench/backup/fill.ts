import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../../test/backup/support/house';

/** Posts until the database has this size by pg_database_size, indexes included. */
export async function fillDatabase(house: House, bytes: number): Promise<void> {
  const size = async () => Number(await house.live('SELECT pg_database_size(current_database())'));
  while ((await size()) < bytes) {
    await house.live(`
      INSERT INTO statuses (id, account_id, text)
      SELECT (SELECT max(id) FROM statuses) + n, (SELECT min(id) FROM accounts) + n % 200, md5(random()::text) || md5(random()::text) || md5(random()::text)
      FROM generate_series(1, 50000) n`);
  }
  await house.live('VACUUM ANALYZE');
}

/** Files that nothing can make smaller, in Paperclip's folders, an hour old. */
export function fillMedia(house: House, files: number, bytes: number): void {
  const content = Buffer.alloc(bytes);
  for (let id = 1; id <= files; id += 1) {
    const folder = join(
      'media/media_attachments/files',
      ...String(id)
        .padStart(9, '0')
        .replace(/(...)(?=.)/g, '$1/')
        .split('/'),
    );
    mkdirSync(house.in(folder, 'original'), { recursive: true });
    writeFileSync(house.in(folder, 'original', 'a.jpg'), randomFillSync(content));
  }
  execFileSync('chown', ['-R', '991:991', house.in('media')]);
  execFileSync('find', [house.in('media'), '-type', 'f', '-exec', 'touch', '-d', '1 hour ago', '{}', '+']);
  chownSync(house.in('media'), 991, 991);
}
