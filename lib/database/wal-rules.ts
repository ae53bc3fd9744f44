import { bucketPlace } from '../backup/bucket';
import { usesCertManager } from '../network/cert-manager';
import type { Rule } from '../site/rule';
import { archiveOf } from './wal-archive';

const path = ['backup', 'to', 's3', 'wal'];
const source = 'cloudnative-pg.io/plugin-barman-cloud, "Installation" and "Usage"';

const needsCloudNativePg: Rule = {
  name: 'database/archive-needs-cloudnative-pg',
  severity: 'error',
  why: 'what PostgreSQL writes is archived by CloudNativePG; no other server here does it',
  source,
  fix: 'declare database.engine: cloudnative-pg, or leave out backup.to.s3.wal',
  examples: {
    over: 'one-node',
    wrong: 'backup: {to: {s3: {bucket: backup, wal: {}}}}',
    right: 'backup: {to: {s3: {bucket: backup}}}',
  },
  *check(site) {
    const { engine } = site.database;
    if (archiveOf(site) && engine !== 'cloudnative-pg') {
      yield { path, message: `an archive of a database with engine ${engine}; allowed: cloudnative-pg` };
    }
  },
};

const needsCertManager: Rule = {
  name: 'database/archive-needs-cert-manager',
  severity: 'error',
  why: 'the operator and the plugin that archives speak TLS, with certificates that cert-manager makes',
  source,
  fix: 'let cert-manager make the certificate of the site (network.certificates), or leave out backup.to.s3.wal',
  examples: {
    over: 'home',
    wrong: `network: {certificates: {challenge: secret, secret: social-tls}}
backup: {to: {s3: {bucket: backup, wal: {}}}}`,
    right: 'backup: {to: {s3: {bucket: backup, wal: {}}}}',
  },
  *check(site) {
    if (archiveOf(site) && !usesCertManager(site)) {
      const { challenge } = site.network.certificates;
      yield {
        path,
        message: `an archive without cert-manager, certificates by ${challenge}; allowed: http01, dns01 or existing`,
      };
    }
  },
};

const inTheClear: Rule = {
  name: 'database/archive-in-the-clear',
  severity: 'warning',
  why: 'sets are encrypted before they leave, but the archive is not: who runs the bucket can read every private message',
  source: 'cloudnative-pg.io/plugin-barman-cloud: encryption is the service’s own',
  fix: 'archive into a bucket at home, or trust its owner as you trust yourself',
  examples: {
    over: 'home',
    wrong: 'backup: {to: {s3: {bucket: backup, endpoint: "https://s3.example.net", wal: {}}}}',
    right: 'backup: {to: {s3: {bucket: backup, endpoint: "https://192.168.1.20:9000", wal: {}}}}',
  },
  *check(site) {
    const archive = archiveOf(site);
    const place = archive && bucketPlace(archive, site);
    if (place && !place.atHome) yield { path, message: `the database goes to ${place.what} unencrypted` };
  },
};

/** Of what PostgreSQL writes, archived in the bucket. */
export const walRules: readonly Rule[] = [needsCloudNativePg, needsCertManager, inTheClear];
