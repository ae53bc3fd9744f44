/** One connection that the application makes or receives. The NetworkPolicies are built from these, the audit proves them. */
export interface Connection {
  /** For people: `web reads the database`. */
  readonly why: string;
  readonly from: Peer;
  readonly to: Peer;
  readonly ports: readonly Port[];
}

export interface Port {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** An end of a connection. `outside`: any address but the cluster's own and the LAN's. */
export type Peer =
  | { readonly kind: 'pods'; readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'addresses'; readonly cidrs: readonly string[] }
  | { readonly kind: 'outside' };

export const tcp = (...ports: number[]): Port[] => ports.map((port) => ({ protocol: 'TCP', port }));
export const udp = (...ports: number[]): Port[] => ports.map((port) => ({ protocol: 'UDP', port }));
