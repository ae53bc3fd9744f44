import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, type Image, type Options, type Started, start } from './container';
import { domain, type House } from './house';
import { rcloneImage } from './rclone-image';
import type { S3Server } from './s3-server';

/** A house whose sets go to a bucket, by the variables that sites render. */
export class BucketHouse {
  /** Folder in the bucket: another one is another bucket to the site. */
  prefix = 'mastodon';

  private constructor(
    readonly house: House,
    readonly server: S3Server,
    readonly bucket: string,
    private readonly image: Image,
  ) {}

  static async over(house: House, server: S3Server, bucket: string): Promise<BucketHouse> {
    return new BucketHouse(house, server, bucket, await rcloneImage());
  }

  environment(): Record<string, string> {
    return {
      ...this.server.remote('BUCKET'),
      AWS_ACCESS_KEY_ID: this.server.key,
      AWS_SECRET_ACCESS_KEY: this.server.secret,
      RCLONE_CONFIG_TARGET_TYPE: 'crypt',
      RCLONE_CONFIG_TARGET_REMOTE: `bucket:${this.bucket}/${this.prefix}/sets`,
      CRYPT_PASSWORD: 'a password with spaces',
      REMOTE: `target:${domain}`,
      SECRETS_REMOTE: `bucket:${this.bucket}/${this.prefix}/secrets/${domain}`,
      ...this.server.remote('MEDIA'),
      RCLONE_CONFIG_MEDIA_ACL: 'public-read',
      MEDIA_REMOTE: 'media:media',
      MEDIA_COPY: `bucket:${this.bucket}/${this.prefix}/media/${domain}`,
      // Without a request, as in the pods that have none.
      REQUEST: '/nowhere',
      // rclone's server answers 500 now and then when two objects make one folder at once.
      RCLONE_TRANSFERS: '1',
      RCLONE_LOW_LEVEL_RETRIES: '1',
      RCLONE_RETRIES: '1',
      RCLONE_CONTIMEOUT: '5s',
      RCLONE_TIMEOUT: '20s',
    };
  }

  /** A script of rclone's image. */
  start(script: string, env: Options['env'] = {}): Started {
    return this.house.start(script, { ...this.environment(), ...env }, { image: this.image });
  }

  run(script: string, env: Options['env'] = {}): Promise<Ended> {
    return this.start(script, env).ended;
  }

  /** `backup.sh`, then `upload.sh`, as one Job. */
  async backUp(env: Options['env'] = {}): Promise<Ended> {
    const made = await this.house.run('backup.sh', env);
    return made.code === 0 ? this.run('upload.sh', env) : made;
  }

  /** rclone itself, in its image, with the remotes of the site. */
  async rclone(...words: string[]): Promise<string> {
    const command = `RCLONE_CONFIG_TARGET_PASSWORD=$(rclone --config '' obscure "$CRYPT_PASSWORD") && export RCLONE_CONFIG_TARGET_PASSWORD && rclone --config '' "$@"`;
    const { code, output } = await start(this.image, ['sh', '-c', command, 'rclone', ...words], {
      env: this.house.environment(this.environment()),
    }).ended;
    if (code !== 0) throw new Error(output);
    return output.trimEnd();
  }

  /** Paths below the site's folder, as they are called before encryption, with their sizes. */
  async objects(): Promise<string[]> {
    return (await this.rclone('lsf', '--recursive', '--files-only', `target:${domain}`))
      .split('\n')
      .filter(Boolean)
      .sort();
  }

  /** Ids of the sets that the bucket shows. */
  async sets(): Promise<string[]> {
    return (await this.objects()).flatMap((path) => path.match(/^sets\/([^/]+)\/manifest\.json$/)?.[1] ?? []);
  }

  /** The spool is lost; a new one is empty. */
  loseSpool(): string {
    const lost = `lost-${Date.now()}`;
    this.house.move('target', lost);
    this.house.makeFolder('target');
    return lost;
  }

  /** What was lost is there again, in place of what came instead. */
  findSpool(lost: string): void {
    rmSync(this.house.in('target'), { recursive: true });
    this.house.move(lost, 'target');
  }

  get spool(): string {
    return join(this.house.in('target'), domain);
  }
}
