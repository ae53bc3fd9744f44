import { bytes as kubernetesBytes } from '../kube/quantity';
import type { Rule } from '../site/rule';
import { maxConnections } from './connections';

/** Rules over PostgreSQL's own parameters. */

const tooFewConnections: Rule = {
  name: 'database/too-few-connections',
  severity: 'error',
  why: 'when PostgreSQL has no connection left, pages fail and jobs are put off, and during a rollout there is one pod more of each kind',
  source: 'docs.joinmastodon.org/admin/scaling: connections = Puma threads + Sidekiq concurrency + streaming pools',
  fix: 'leave max_connections out, it is computed, or declare fewer threads and less concurrency',
  examples: {
    over: 'home',
    wrong: 'database: {parameters: {max_connections: "50"}}',
    right: 'database: {parameters: {max_connections: "300"}}',
  },
  *check(site) {
    const declared = site.database.parameters.max_connections;
    const needed = maxConnections(site);
    if (declared !== undefined && !(Number(declared) >= needed)) {
      yield {
        path: ['database', 'parameters', 'max_connections'],
        message: `${declared} connections, and what is declared opens up to ${needed}; allowed: ${needed} or more`,
      };
    }
  },
};

/** Source: cloudnative-pg.io/documentation/current/postgresql_conf, "Fixed parameters", those that people reach for. */
const operatorsOwn = [
  'allow_system_table_mods',
  'archive_cleanup_command',
  'archive_mode',
  'bonjour',
  'cluster_name',
  'config_file',
  'data_directory',
  'data_sync_retry',
  'event_source',
  'external_pid_file',
  'hba_file',
  'hot_standby',
  'ident_file',
  'jit_provider',
  'listen_addresses',
  'log_destination',
  'log_directory',
  'log_file_mode',
  'log_filename',
  'log_rotation_age',
  'log_rotation_size',
  'log_truncate_on_rotation',
  'logging_collector',
  'port',
  'primary_conninfo',
  'primary_slot_name',
  'promote_trigger_file',
  'recovery_end_command',
  'recovery_target',
  'restart_after_crash',
  'restore_command',
  'shared_preload_libraries',
  'ssl',
  'ssl_ca_file',
  'ssl_cert_file',
  'ssl_key_file',
  'synchronous_standby_names',
  'unix_socket_directories',
  'unix_socket_group',
  'unix_socket_permissions',
];

const unsafe: Readonly<Record<string, string>> = { fsync: 'off', full_page_writes: 'off' };

const reservedParameter: Rule = {
  name: 'database/reserved-parameter',
  severity: 'error',
  why: 'some parameters are set by what runs PostgreSQL, and without fsync or full_page_writes a power cut destroys the database',
  source: 'cloudnative-pg.io/documentation/current/postgresql_conf; postgresql.org/docs/17/runtime-config-wal.html',
  fix: 'leave the parameter out',
  examples: {
    over: 'home',
    wrong: 'database: {parameters: {fsync: "off"}}',
    right: 'database: {parameters: {work_mem: 8MB}}',
  },
  *check(site) {
    const standalones = [
      'config_file',
      'data_directory',
      'hba_file',
      'ident_file',
      'listen_addresses',
      'port',
      'unix_socket_directories',
    ];
    const reserved = site.database.engine === 'cloudnative-pg' ? operatorsOwn : standalones;
    for (const [name, value] of Object.entries(site.database.parameters)) {
      const path = ['database', 'parameters', name];
      if (reserved.includes(name))
        yield { path, message: `${name} is set by what runs PostgreSQL; allowed: other parameters` };
      if (name in unsafe && !['on', 'true', 'yes', '1'].includes(value))
        yield { path, message: `${name} = ${value} loses data with a power cut; allowed: on` };
    }
  },
};

const memoryTooSmall: Rule = {
  name: 'database/shared-buffers-exceed-memory',
  severity: 'error',
  why: 'shared_buffers above the requested memory is refused by CloudNativePG, and anywhere else ends in the pod being killed',
  source: 'cloudnative-pg: webhook, "memory request is lower than PostgreSQL shared_buffers value"',
  fix: 'leave shared_buffers out, it is computed, or raise database.resources.memory',
  examples: {
    over: 'home',
    wrong: 'database: {parameters: {shared_buffers: 4GB}}',
    right: 'database: {parameters: {shared_buffers: 256MB}}',
  },
  *check({ database }) {
    const declared = database.parameters.shared_buffers;
    const size = declared === undefined ? undefined : postgresBytes(declared);
    if (size !== undefined && size > kubernetesBytes(database.resources.memory)) {
      yield {
        path: ['database', 'parameters', 'shared_buffers'],
        message: `shared_buffers of ${declared} in pods that are promised ${database.resources.memory}; allowed: less than that`,
      };
    }
  },
};

/** Bytes of PostgreSQL's memory units, where kB is 1024; a bare number counts pages of 8 kB. */
function postgresBytes(value: string): number | undefined {
  const [, digits, unit = '8kB'] = /^(\d+) ?(kB|MB|GB|TB)?$/.exec(value) ?? [];
  const factors: Readonly<Record<string, number>> = {
    '8kB': 2 ** 13,
    kB: 2 ** 10,
    MB: 2 ** 20,
    GB: 2 ** 30,
    TB: 2 ** 40,
  };
  return digits === undefined ? undefined : Number(digits) * (factors[unit] ?? 1);
}

export const parameterRules: readonly Rule[] = [tooFewConnections, reservedParameter, memoryTooSmall];
