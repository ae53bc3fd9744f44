import { isAddress } from '../cluster/addresses';
import type { Site } from '../site/site';

/** Ways in which Mastodon's settings name a server: each reads some of them. */
export type Read = (site: Site) => readonly Reading[];

/** What a setting says: a server, or nothing that can be read as one. */
export type Reading = { readonly setting: string; readonly host: string; readonly port: number } | Illegible;

export interface Illegible {
  readonly setting: string;
  /** Undefined: its value lies in a Secret. */
  readonly allowed: string | undefined;
}

/** A host and a port in settings of their own. */
export function server(host: string, port: string, usual: (site: Site) => number): Read {
  return (site) => {
    const { env, envFromSecrets } = site.mastodon;
    const secret = [host, port].find((name) => envFromSecrets[name] !== undefined);
    if (secret !== undefined) return [{ setting: secret, allowed: undefined }];
    // Redis' settings become an address, in which IPv6 stands in brackets.
    const name = (env[host] ?? '').replace(/^\[(.+)\]$/, '$1');
    if (name === '') return [];
    if (!isHost(name)) {
      return [{ setting: host, allowed: `a host name or an address, without a scheme; the port in ${port}` }];
    }
    const number = env[port] || String(usual(site));
    if (!isPort(number)) return [{ setting: port, allowed: portNumber }];
    return [{ setting: host, host: name, port: Number(number) }];
  };
}

/** An address with its scheme; a path alone is one at a server that another setting names. */
export function url(setting: string, example = 'https://host.example.org:8443'): Read {
  const schemes = example.startsWith('redis:') ? ['redis:', 'rediss:'] : ['http:', 'https:'];
  return ({ mastodon: { env, envFromSecrets } }) => {
    if (envFromSecrets[setting] !== undefined) return [{ setting, allowed: undefined }];
    const text = env[setting] ?? '';
    if (text === '' || text.startsWith('/')) return [];
    const known = schemes.some((scheme) => text.toLowerCase().startsWith(`${scheme}//`)) && hostAndPort(text);
    return [known ? { setting, ...known } : { setting, allowed: `an address like ${example}` }];
  };
}

/** A replica without a host of its own is another database, or another port, of the same server. */
export function replica(site: Site): readonly Reading[] {
  const { endpoint } = site.database;
  const own = server('REPLICA_DB_HOST', 'REPLICA_DB_PORT', () => endpoint.port)(site);
  const { REPLICA_DB_NAME, REPLICA_DB_PORT } = site.mastodon.env;
  if (own.length > 0 || REPLICA_DB_NAME === undefined || REPLICA_DB_PORT === undefined) return own;
  const setting = 'REPLICA_DB_PORT';
  if (!isPort(REPLICA_DB_PORT)) return [{ setting, allowed: portNumber }];
  return [{ setting, host: endpoint.host, port: Number(REPLICA_DB_PORT) }];
}

/** A group's URL comes before its Sentinels, and these before its server. */
export function redisGroup(group: string): Read {
  const name = (what: string) => `${group}_REDIS_${what}`;
  return first(
    url(name('URL'), 'redis://host.example.org:6379/0'),
    sentinels(name),
    server(name('HOST'), name('PORT'), () => 6379),
  );
}

/** A client asks a Sentinel, and then goes to the master, which runs beside one of them. */
function sentinels(name: (what: string) => string): Read {
  const setting = name('SENTINELS');
  return ({ mastodon: { env, envFromSecrets } }) => {
    if (envFromSecrets[setting] !== undefined) return [{ setting, allowed: undefined }];
    if (!env[setting] || !env[name('SENTINEL_MASTER')]) return [];
    return (env[setting] ?? '').split(',').flatMap((entry): Reading[] => {
      const [host = '', port = env[name('SENTINEL_PORT')] || '26379', more] = entry.split(':');
      if (!isHost(host) || !isPort(port) || more !== undefined) {
        return [{ setting, allowed: 'hosts with or without a port, like one.example.org:26379,two.example.org' }];
      }
      return [Number(port), 6379].map((one) => ({ setting, host, port: one }));
    });
  };
}

export function all(...reads: Read[]): Read {
  return (site) => reads.flatMap((read) => read(site));
}

export function first(...reads: Read[]): Read {
  return (site) => reads.map((read) => read(site)).find((found) => found.length > 0) ?? [];
}

const ports: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'redis:': 6379,
  'rediss:': 6379,
};

export function hostAndPort(text: string): { host: string; port: number } | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port } = new URL(text);
  const usual = ports[protocol];
  const host = hostname.replace(/^\[|\]$/g, '');
  return usual === undefined || !isHost(host) ? undefined : { host, port: Number(port) || usual };
}

const portNumber = 'a number from 1 to 65535; programs look up no names of ports';

function isHost(text: string): boolean {
  return isAddress(text) || /^[a-z0-9_]([-a-z0-9._]{0,251}[a-z0-9])?\.?$/i.test(text);
}

function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535;
}
