/**
 * What is installed, by name. Held by a lock file beside the declaration, so that a newer Mammut changes no image:
 * these are only the versions that a new lock starts with.
 */
export const currentVersions = {
  mastodon: 'v4.7.2',
  postgresql: '17.11-trixie',
  // MM.mm-TYPE-OS, as cloudnative-pg/postgres-containers recommends in its README.
  cloudnativePgPostgresql: '17.11-standard-trixie',
  redis: '8.4.6-trixie',
  rclone: '1.76.0',
  elasticsearch: '8.19.15',
  'chart/cert-manager': 'v1.21.1',
  'chart/cloudnative-pg': '0.29.0',
  'chart/csi-driver-nfs': '4.13.4',
  'chart/jiva': '3.6.0',
  'chart/longhorn': '1.12.1',
  'chart/mastodon': '1.0.2',
  'chart/mastodon-chart': '6.9.3',
  'chart/metallb': '0.16.1',
  'chart/nfs-provisioner': '0.11.0',
  'chart/openebs': '4.5.1',
  'chart/plugin-barman-cloud': '0.7.0',
  'chart/traefik': '39.0.8',
} as const;

export type VersionName = keyof typeof currentVersions;

export type Versions = Readonly<Record<VersionName, string>>;
