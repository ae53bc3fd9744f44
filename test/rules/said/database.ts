import type { Said } from '../said';

export const database: readonly Said[] = [
  {
    rule: 'database/on-network-filesystem',
    says: [
      'error at database.on: PostgreSQL on shared, which openebs-nfs mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'database/on-network-filesystem',
    of: 'a server elsewhere',
    over: 'microk8s-jiva',
    with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'database/on-network-filesystem',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `storage: {shared: null}
database: {engine: standalone, on: shared}`,
    says: [
      'error at database.on: PostgreSQL on shared, which longhorn mounts over the network; allowed: a role with a block device or a local disk',
    ],
  },
  {
    rule: 'database/on-network-filesystem',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'database: {engine: standalone, on: shared}',
    says: [],
  },
  {
    rule: 'database/startup-budget-too-short',
    says: [
      'error at database.probes.startup: the startup probe kills PostgreSQL after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'a start that is too short by one',
    over: 'microk8s-jiva',
    with: 'database: {engine: standalone, probes: {startup: {initialDelaySeconds: 39, periodSeconds: 5, failureThreshold: 40}}}',
    says: [
      'error at database.probes.startup: the startup probe kills PostgreSQL after 239 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'a slow start that is too quick',
    over: 'microk8s-jiva',
    with: 'database: {engine: standalone, slowStart: 60s, probes: {startup: null}}',
    says: [
      'error at database.slowStart: the startup probe kills PostgreSQL after 60 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'no startup probe',
    over: 'microk8s-jiva',
    with: 'database: {engine: standalone, probes: {startup: {enabled: false}}}',
    says: [
      'error at database.probes.startup: the liveness probe kills PostgreSQL after 60 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'no probe that kills',
    over: 'microk8s-jiva',
    with: 'database: {engine: standalone, probes: {startup: {enabled: false}, liveness: {enabled: false}}}',
    says: [],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'one copy',
    over: 'microk8s-jiva',
    with: `storage: {replicated: {copies: 1}}
database: {engine: standalone, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
    says: [],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'a role left to its default',
    over: 'microk8s-jiva',
    with: `storage: {replicated: null}
database: {engine: standalone, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}`,
    says: [
      'error at database.probes.startup: the startup probe kills PostgreSQL after 65 s on storage with 3 copies; allowed: 240 s or more',
    ],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'a server elsewhere',
    over: 'microk8s-jiva',
    with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'database/startup-budget-too-short',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'database: {engine: standalone, on: replicated, probes: {startup: {periodSeconds: 5, failureThreshold: 5}}}',
    says: [],
  },
  {
    rule: 'database/unknown-node',
    says: ['error at database.node: PostgreSQL on node omega; allowed: alpha'],
  },
  {
    rule: 'database/unknown-node',
    of: 'a node that takes no pods',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti, controlPlane: false}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, controlPlane: false}
  distribution: kubeadm
database: {engine: standalone, node: alpha}`,
    says: ['error at database.node: PostgreSQL on node alpha; allowed: beta, gamma'],
  },
  {
    rule: 'database/unknown-node',
    of: 'a server elsewhere',
    over: 'one-node',
    with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'database/needs-three-nodes',
    says: ['error at database.instances: 5 instances on 3 nodes that take pods; allowed: 3 at most'],
  },
  {
    rule: 'database/needs-three-nodes',
    of: 'two on one node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
database: {instances: 2}`,
    says: ['error at database.instances: 2 instances on 1 node that take pods; allowed: 1 at most'],
  },
  {
    rule: 'database/needs-three-nodes',
    of: 'a single server',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
database: {engine: standalone, size: 20Gi}`,
    says: [],
  },
  {
    rule: 'database/two-instances-can-lose',
    says: ['warning at database.instances: two instances can lose what was written after the loss of one; safe: three'],
  },
  {
    rule: 'database/two-instances-can-lose',
    of: 'three of them',
    over: 'home',
    with: 'database: {instances: 3}',
    says: [],
  },
  {
    rule: 'database/two-instances-can-lose',
    of: 'a server elsewhere',
    over: 'home',
    with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'database/single-on-one-disk',
    says: [
      "warning at database: the only PostgreSQL lies on one node's own disk: while that node is away Mastodon stays down",
    ],
  },
  {
    rule: 'database/single-on-one-disk',
    of: 'a named node',
    over: 'home',
    with: 'database: {engine: standalone, on: perNode, size: 20Gi, node: beta}',
    says: [
      "warning at database: the only PostgreSQL lies on beta's own disk: while that node is away Mastodon stays down",
    ],
  },
  {
    rule: 'database/single-on-one-disk',
    of: 'three instances',
    over: 'home',
    with: 'database: {instances: 3}',
    says: [],
  },
  {
    rule: 'database/single-on-one-disk',
    of: 'a role left to its default',
    over: 'home',
    with: `storage: {replicated: null}
database: {engine: standalone, on: replicated, size: 20Gi}`,
    says: [],
  },
  {
    rule: 'database/single-on-one-disk',
    of: 'a server elsewhere',
    over: 'home',
    with: 'database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}',
    says: [],
  },
  {
    rule: 'database/single-on-one-disk',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'database: {engine: standalone, on: replicated}',
    says: [],
  },
  {
    rule: 'database/mixed-architectures',
    says: ['error at cluster.nodes: one database on nodes of amd64 and arm64; allowed: one architecture'],
  },
  {
    rule: 'database/mixed-architectures',
    of: 'one server that stays with its node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
database: {engine: standalone, on: perNode, size: 20Gi}`,
    says: [],
  },
  {
    rule: 'database/mixed-architectures',
    of: 'one server that moves',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
database: {engine: standalone, on: replicated, size: 20Gi}`,
    says: ['error at cluster.nodes: one database on nodes of amd64 and arm64; allowed: one architecture'],
  },
  {
    rule: 'database/mixed-architectures',
    of: 'one server on a named node',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
database: {engine: standalone, on: replicated, size: 20Gi, node: alpha}`,
    says: [],
  },
  {
    rule: 'database/mixed-architectures',
    of: 'a server elsewhere',
    over: 'home',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
database: {engine: external, host: db.example.org, addresses: [192.0.2.10/32]}`,
    says: [],
  },
  {
    rule: 'database/mixed-architectures',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: `cluster:
  nodes:
    - {name: alpha, address: 192.168.1.11, memory: 16Gi, disk: 1Ti}
    - {name: beta, address: 192.168.1.12, memory: 16Gi, disk: 1Ti}
    - {name: gamma, address: 192.168.1.13, memory: 16Gi, disk: 1Ti, arch: arm64}
database: {engine: standalone, on: shared}`,
    says: ['error at cluster.nodes: one database on nodes of amd64 and arm64; allowed: one architecture'],
  },
  {
    rule: 'database/cnpg-on-replicated-storage',
    says: ['warning at database.on: 3 instances on 3 copies each write everything 9 times; better: perNode'],
  },
  {
    rule: 'database/cnpg-on-replicated-storage',
    of: 'one instance',
    over: 'home',
    with: 'database: {instances: 1, on: replicated}',
    says: [],
  },
  {
    rule: 'database/cnpg-on-replicated-storage',
    of: 'two instances',
    over: 'home',
    with: 'database: {instances: 2, on: replicated}',
    says: ['warning at database.on: 2 instances on 3 copies each write everything 6 times; better: perNode'],
  },
  {
    rule: 'database/cnpg-on-replicated-storage',
    of: 'one copy',
    over: 'home',
    with: `storage: {replicated: {copies: 1}}
database: {on: replicated}`,
    says: [],
  },
  {
    rule: 'database/cnpg-on-replicated-storage',
    of: 'a role left to its default',
    over: 'home',
    with: `storage: {replicated: null}
database: {on: replicated}`,
    says: ['warning at database.on: 3 instances on 3 copies each write everything 9 times; better: perNode'],
  },
  {
    rule: 'database/cnpg-on-replicated-storage',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'database: {engine: cloudnative-pg, instances: 2, on: replicated}',
    says: [],
  },
  {
    rule: 'database/unguarded-volume',
    says: [
      "warning at database.on: nothing proves that PostgreSQL's volume is the one that longhorn made; better: perNode, or engine: standalone",
    ],
  },
  {
    rule: 'database/unguarded-volume',
    of: 'a guarded server',
    over: 'home',
    with: 'database: {engine: standalone, on: replicated, size: 20Gi}',
    says: [],
  },
  {
    rule: 'database/unguarded-volume',
    of: 'a disk of the node',
    over: 'home',
    with: 'database: {instances: 1, on: perNode}',
    says: [],
  },
  {
    rule: 'database/unguarded-volume',
    of: 'a role left to its default',
    over: 'home',
    with: `storage: {replicated: null}
database: {on: replicated}`,
    says: [
      "warning at database.on: nothing proves that PostgreSQL's volume is the one that longhorn made; better: perNode, or engine: standalone",
    ],
  },
  {
    rule: 'database/unguarded-volume',
    of: 'a role that nothing fills',
    over: 'one-node',
    with: 'database: {engine: cloudnative-pg, instances: 1, on: replicated}',
    says: [],
  },
  {
    rule: 'database/probe-not-removable',
    says: ['error at database.probes.liveness: the liveness probe is removed; CloudNativePG allows other times only'],
  },
  {
    rule: 'database/probe-not-removable',
    of: 'all three',
    over: 'home',
    with: 'database: {probes: {startup: {enabled: false}, liveness: {enabled: false}, readiness: {enabled: false}}}',
    says: [
      'error at database.probes.startup: the startup probe is removed; CloudNativePG allows other times only',
      'error at database.probes.liveness: the liveness probe is removed; CloudNativePG allows other times only',
      'error at database.probes.readiness: the readiness probe is removed; CloudNativePG allows other times only',
    ],
  },
  {
    rule: 'database/probe-not-removable',
    of: 'another engine',
    over: 'home',
    with: 'database: {engine: standalone, on: perNode, size: 20Gi, probes: {liveness: {enabled: false}}}',
    says: [],
  },
  {
    rule: 'database/too-few-connections',
    says: [
      'error at database.parameters.max_connections: 50 connections, and what is declared opens up to 120; allowed: 120 or more',
    ],
  },
  {
    rule: 'database/too-few-connections',
    of: 'nothing declared',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'database/too-few-connections',
    of: 'no number',
    over: 'home',
    with: 'database: {parameters: {max_connections: many}}',
    says: [
      'error at database.parameters.max_connections: many connections, and what is declared opens up to 120; allowed: 120 or more',
    ],
  },
  {
    rule: 'database/too-few-connections',
    of: 'as many as are needed',
    over: 'home',
    with: 'database: {parameters: {max_connections: "120"}}',
    says: [],
  },
  {
    rule: 'database/too-few-connections',
    of: 'one fewer',
    over: 'home',
    with: 'database: {parameters: {max_connections: "119"}}',
    says: [
      'error at database.parameters.max_connections: 119 connections, and what is declared opens up to 120; allowed: 120 or more',
    ],
  },
  {
    rule: 'database/reserved-parameter',
    says: ['error at database.parameters.fsync: fsync = off loses data with a power cut; allowed: on'],
  },
  {
    rule: 'database/reserved-parameter',
    of: 'all that the operator sets',
    over: 'home',
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
    rule: 'database/reserved-parameter',
    of: 'what a single server sets',
    over: 'home',
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
    rule: 'database/reserved-parameter',
    of: 'full pages',
    over: 'home',
    with: 'database: {parameters: {full_page_writes: "no"}}',
    says: [
      'error at database.parameters.full_page_writes: full_page_writes = no loses data with a power cut; allowed: on',
    ],
  },
  {
    rule: 'database/reserved-parameter',
    of: 'fsync = on',
    over: 'home',
    with: 'database: {parameters: {fsync: "on"}}',
    says: [],
  },
  {
    rule: 'database/reserved-parameter',
    of: 'fsync = true',
    over: 'home',
    with: 'database: {parameters: {fsync: "true"}}',
    says: [],
  },
  {
    rule: 'database/reserved-parameter',
    of: 'fsync = yes',
    over: 'home',
    with: 'database: {parameters: {fsync: "yes"}}',
    says: [],
  },
  {
    rule: 'database/reserved-parameter',
    of: 'fsync = 1',
    over: 'home',
    with: 'database: {parameters: {fsync: "1"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    says: [
      'error at database.parameters.shared_buffers: shared_buffers of 4GB in pods that are promised 1Gi; allowed: less than that',
    ],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '1024MB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1024MB"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '1025MB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1025MB"}}',
    says: [
      'error at database.parameters.shared_buffers: shared_buffers of 1025MB in pods that are promised 1Gi; allowed: less than that',
    ],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '1048577kB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1048577kB"}}',
    says: [
      'error at database.parameters.shared_buffers: shared_buffers of 1048577kB in pods that are promised 1Gi; allowed: less than that',
    ],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '1048576kB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1048576kB"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '1TB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1TB"}}',
    says: [
      'error at database.parameters.shared_buffers: shared_buffers of 1TB in pods that are promised 1Gi; allowed: less than that',
    ],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '131073',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "131073"}}',
    says: [
      'error at database.parameters.shared_buffers: shared_buffers of 131073 in pods that are promised 1Gi; allowed: less than that',
    ],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '131072',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "131072"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '1 GB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "1 GB"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '2 GB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "2 GB"}}',
    says: [
      'error at database.parameters.shared_buffers: shared_buffers of 2 GB in pods that are promised 1Gi; allowed: less than that',
    ],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: 'much',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "much"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: '2GB and more',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "2GB and more"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: 'about 2GB',
    over: 'home',
    with: 'database: {resources: {memory: 1Gi}, parameters: {shared_buffers: "about 2GB"}}',
    says: [],
  },
  {
    rule: 'database/shared-buffers-exceed-memory',
    of: 'nothing declared',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'database/archive-needs-cloudnative-pg',
    says: ['error at backup.to.s3.wal: an archive of a database with engine standalone; allowed: cloudnative-pg'],
  },
  {
    rule: 'database/archive-needs-cloudnative-pg',
    of: 'with it',
    over: 'home',
    with: 'backup: {to: {s3: {bucket: backup, wal: {}}}}',
    says: [],
  },
  {
    rule: 'database/archive-needs-cloudnative-pg',
    of: 'no archive, and another engine',
    over: 'home',
    with: 'database: {engine: standalone, on: perNode, size: 20Gi}',
    says: [],
  },
  {
    rule: 'database/archive-needs-cert-manager',
    says: [
      'error at backup.to.s3.wal: an archive without cert-manager, certificates by secret; allowed: http01, dns01 or existing',
    ],
  },
  {
    rule: 'database/archive-needs-cert-manager',
    of: 'without an archive',
    over: 'home',
    with: 'network: {certificates: {challenge: secret, secret: social-tls}}',
    says: [],
  },
  {
    rule: 'database/archive-needs-cert-manager',
    of: 'with it',
    over: 'home',
    with: 'backup: {to: {s3: {bucket: backup, wal: {}}}}',
    says: [],
  },
  {
    rule: 'database/archive-in-the-clear',
    says: ['warning at backup.to.s3.wal: the database goes to bucket backup at s3.example.net unencrypted'],
  },
  {
    rule: 'database/archive-in-the-clear',
    of: 'without an archive',
    over: 'home',
    with: '',
    says: [],
  },
  {
    rule: 'database/archive-in-the-clear',
    of: 'a bucket of the LAN',
    over: 'home',
    with: 'backup: {to: {s3: {bucket: backup, endpoint: "https://192.168.1.20:9000", wal: {}}}}',
    says: [],
  },
];
