import type { Said } from '../../said';

export const databaseParameter: Readonly<Record<string, readonly Said[]>> = {
  'database/too-few-connections': [
    {
      says: [
        'error at database.parameters.max_connections: 50 connections, and what is declared opens up to 120; allowed: 120 or more',
      ],
    },
    { of: 'nothing declared', with: '', says: [] },
    {
      of: 'no number',
      with: 'database: {parameters: {max_connections: many}}',
      says: [
        'error at database.parameters.max_connections: many connections, and what is declared opens up to 120; allowed: 120 or more',
      ],
    },
    { of: 'as many as are needed', with: 'database: {parameters: {max_connections: "120"}}', says: [] },
    {
      of: 'one fewer',
      with: 'database: {parameters: {max_connections: "119"}}',
      says: [
        'error at database.parameters.max_connections: 119 connections, and what is declared opens up to 120; allowed: 120 or more',
      ],
    },
  ],
  'database/reserved-parameter': [
    { says: ['error at database.parameters.fsync: fsync = off loses data with a power cut; allowed: on'] },
    {
      of: 'all that the operator sets',
      with: `database:
  parameters:
    allow_system_table_mods: x
    archive_cleanup_command: x
    archive_mode: x
    bonjour: x
    cluster_name: x
    config_file: x
    data_directory: x
    data_sync_retry: x
    event_source: x
    external_pid_file: x
    hba_file: x
    hot_standby: x
    ident_file: x
    jit_provider: x
    listen_addresses: x
    log_destination: x
    log_directory: x
    log_file_mode: x
    log_filename: x
    log_rotation_age: x
    log_rotation_size: x
    log_truncate_on_rotation: x
    logging_collector: x
    port: x
    primary_conninfo: x
    primary_slot_name: x
    promote_trigger_file: x
    recovery_end_command: x
    recovery_target: x
    restart_after_crash: x
    restore_command: x
    shared_preload_libraries: x
    ssl: x
    ssl_ca_file: x
    ssl_cert_file: x
    ssl_key_file: x
    synchronous_standby_names: x
    unix_socket_directories: x
    unix_socket_group: x
    unix_socket_permissions: x`,
      says: [
        'error at database.parameters.allow_system_table_mods: allow_system_table_mods is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.archive_cleanup_command: archive_cleanup_command is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.archive_mode: archive_mode is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.bonjour: bonjour is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.cluster_name: cluster_name is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.config_file: config_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.data_directory: data_directory is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.data_sync_retry: data_sync_retry is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.event_source: event_source is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.external_pid_file: external_pid_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.hba_file: hba_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.hot_standby: hot_standby is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.ident_file: ident_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.jit_provider: jit_provider is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.listen_addresses: listen_addresses is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.log_destination: log_destination is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.log_directory: log_directory is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.log_file_mode: log_file_mode is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.log_filename: log_filename is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.log_rotation_age: log_rotation_age is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.log_rotation_size: log_rotation_size is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.log_truncate_on_rotation: log_truncate_on_rotation is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.logging_collector: logging_collector is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.port: port is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.primary_conninfo: primary_conninfo is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.primary_slot_name: primary_slot_name is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.promote_trigger_file: promote_trigger_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.recovery_end_command: recovery_end_command is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.recovery_target: recovery_target is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.restart_after_crash: restart_after_crash is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.restore_command: restore_command is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.shared_preload_libraries: shared_preload_libraries is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.ssl: ssl is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.ssl_ca_file: ssl_ca_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.ssl_cert_file: ssl_cert_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.ssl_key_file: ssl_key_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.synchronous_standby_names: synchronous_standby_names is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.unix_socket_directories: unix_socket_directories is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.unix_socket_group: unix_socket_group is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.unix_socket_permissions: unix_socket_permissions is set by what runs PostgreSQL; allowed: other parameters',
      ],
    },
    {
      of: 'what a single server sets',
      with: 'database: {engine: standalone, on: perNode, size: 20Gi, parameters: {config_file: x, data_directory: x, hba_file: x, ident_file: x, listen_addresses: x, port: x, unix_socket_directories: x, ssl: x}}',
      says: [
        'error at database.parameters.config_file: config_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.data_directory: data_directory is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.hba_file: hba_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.ident_file: ident_file is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.listen_addresses: listen_addresses is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.port: port is set by what runs PostgreSQL; allowed: other parameters',
        'error at database.parameters.unix_socket_directories: unix_socket_directories is set by what runs PostgreSQL; allowed: other parameters',
      ],
    },
    {
      of: 'full pages',
      with: 'database: {parameters: {full_page_writes: "no"}}',
      says: [
        'error at database.parameters.full_page_writes: full_page_writes = no loses data with a power cut; allowed: on',
      ],
    },
    { of: 'fsync = on', with: 'database: {parameters: {fsync: "on"}}', says: [] },
    { of: 'fsync = true', with: 'database: {parameters: {fsync: "true"}}', says: [] },
    { of: 'fsync = yes', with: 'database: {parameters: {fsync: "yes"}}', says: [] },
    { of: 'fsync = 1', with: 'database: {parameters: {fsync: "1"}}', says: [] },
  ],
  'database/shared-buffers-exceed-memory': [
    {
      says: [
        'error at database.parameters.shared_buffers: shared_buffers of 4GB in pods that are promised 1Gi; allowed: less than that',
      ],
    },
    { of: '1024MB', with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1024MB"}}', says: [] },
    {
      of: '1025MB',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1025MB"}}',
      says: [
        'error at database.parameters.shared_buffers: shared_buffers of 1025MB in pods that are promised 1Gi; allowed: less than that',
      ],
    },
    {
      of: '1048577kB',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1048577kB"}}',
      says: [
        'error at database.parameters.shared_buffers: shared_buffers of 1048577kB in pods that are promised 1Gi; allowed: less than that',
      ],
    },
    {
      of: '1048576kB',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1048576kB"}}',
      says: [],
    },
    {
      of: '1TB',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1TB"}}',
      says: [
        'error at database.parameters.shared_buffers: shared_buffers of 1TB in pods that are promised 1Gi; allowed: less than that',
      ],
    },
    {
      of: '131073',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "131073"}}',
      says: [
        'error at database.parameters.shared_buffers: shared_buffers of 131073 in pods that are promised 1Gi; allowed: less than that',
      ],
    },
    { of: '131072', with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "131072"}}', says: [] },
    { of: '1 GB', with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1 GB"}}', says: [] },
    {
      of: '2 GB',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "2 GB"}}',
      says: [
        'error at database.parameters.shared_buffers: shared_buffers of 2 GB in pods that are promised 1Gi; allowed: less than that',
      ],
    },
    { of: 'much', with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "much"}}', says: [] },
    {
      of: '2GB and more',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "2GB and more"}}',
      says: [],
    },
    {
      of: 'about 2GB',
      with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "about 2GB"}}',
      says: [],
    },
    { of: 'nothing declared', with: '', says: [] },
  ],
};
