/** Network of a site with every default filled in. */
export interface Network {
  readonly lan: string;
  readonly gateway: string;
  /** Range that the router gives away; undefined where there is none or nobody knows. */
  readonly dhcp: string | undefined;
  /** False: the operator does not know whether the router gives away addresses of the pool. */
  readonly dhcpKnown: boolean;
  readonly lanServices: readonly LanService[];
  readonly loadBalancer: LoadBalancer;
  readonly ingress: IngressController;
  readonly internet: Internet;
  /** Ranges of the tunnel's or VPS's end inside our networks: they may say whom they speak for. Empty for direct visitors. */
  readonly proxies: readonly string[];
  /** Whether the cluster's network plugin enforces NetworkPolicies. */
  readonly policiesEnforced: boolean;
  readonly certificates: Certificates;
}

/** Something on the LAN that Mastodon may reach: a mail relay, a NAS that speaks S3. */
export interface LanService {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** How an address of the LAN reaches the ingress controller. Engines: one file each in this room. */
export interface LoadBalancer {
  readonly engine: string;
  /** The engine's part of the declaration, read by that engine alone. */
  readonly options: object;
  /** The address that people's requests arrive at; with host ports the first node's. */
  readonly address: string;
  /** All addresses of the entry: `address`, and one of the other family where declared. */
  readonly addresses: readonly string[];
  /** The controller's pods hold ports 80 and 443 of their nodes; otherwise a Service of type LoadBalancer is in front. */
  readonly hostPorts: boolean;
  /** The engine gives Services of type LoadBalancer an address that we declare. */
  readonly assignsDeclaredAddress: boolean;
  /** Annotations by which our Service asks for its address. */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
}

/** The program that answers on ports 80 and 443 and passes requests to Services. */
export interface IngressController {
  /** Objects that describe the entry: Ingress, or Gateway and HTTPRoute. */
  readonly api: 'ingress' | 'gateway';
  /** `addon`: the distribution's own. `chart`: Traefik's chart with our values. `existing`: somebody else's care. */
  readonly controller: 'addon' | 'chart' | 'existing';
  /** What the controller is, as far as we must know: `other` takes plain Kubernetes objects only. */
  readonly program: 'traefik' | 'nginx' | 'other';
  /** It takes settings of ours: timeouts, trusted proxies, dials. MicroK8s' addon takes none. */
  readonly configurable: boolean;
  readonly className: string;
  readonly namespace: string;
  /** Empty where nobody knows: then every pod of the namespace counts as the controller's. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Ports that its pods listen on; a Gateway's listeners name the same. */
  readonly ports: { readonly http: number; readonly https: number };
  /** Dials time out after a second and are tried elsewhere: a dead node costs no request. */
  readonly retries: boolean;
}

/** How the internet reaches the entry. */
export type Internet = 'port-forward' | 'tunnel' | 'vps' | 'none';

export interface Certificates {
  readonly challenge: 'http01' | 'dns01' | 'existing' | 'secret' | 'upstream';
  readonly email: string | undefined;
  readonly environment: 'staging' | 'production';
  /** ClusterIssuer that signs; undefined where nothing in the cluster does. */
  readonly issuer: string | undefined;
  /** Secret of type kubernetes.io/tls that the entry serves; undefined where TLS ends elsewhere. */
  readonly secretName: string | undefined;
  /** cert-manager's dns01 solver, as its documentation has it; passed on unchanged. */
  readonly dns01: Readonly<Record<string, unknown>> | undefined;
}
