import { isSelected, type LabelSelector } from '../kube/selector';
import { type Announcer, argumentsOf, containersOf, type Shown } from './announcer';

interface Advertisement {
  readonly spec?: {
    readonly ipAddressPools?: readonly string[];
    readonly ipAddressPoolSelectors?: readonly LabelSelector[];
  };
}

interface Pool {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly addresses: readonly string[]; readonly autoAssign?: boolean };
}

const kinds = {
  pools: 'ipaddresspools.metallb.io',
  layer2: 'l2advertisements.metallb.io',
  bgp: 'bgpadvertisements.metallb.io',
};

const speakers = ({ daemonSets }: Shown) =>
  containersOf(daemonSets).filter(({ container }) => /metallb[/-]speaker/.test(container.image));

/** MetalLB in a running cluster. Sources: metallb v0.16.1, internal/config/config.go and speaker/main.go. */
export const metalLbAnnouncer: Announcer = {
  title: 'MetalLB',
  kinds: Object.values(kinds),
  atWork: (shown) => speakers(shown)[0]?.of,
  off: 'set autoAssign: false on its pools, or uninstall it',
  silentOn: (shown) =>
    speakers(shown).some(({ container }) => argumentsOf(container).includes('--ignore-exclude-lb'))
      ? undefined
      : 'node.kubernetes.io/exclude-from-external-load-balancers',
  pools({ customs }) {
    const advertisements = [kinds.layer2, kinds.bgp].flatMap((kind) => customs.get(kind) ?? []) as Advertisement[];
    return ((customs.get(kinds.pools) ?? []) as Pool[]).map((pool) => ({
      name: pool.metadata.name,
      ranges: pool.spec.addresses,
      autoAssign: pool.spec.autoAssign ?? true,
      announced: advertisements.some((one) => announces(one, pool)),
    }));
  },
  advertisements: 'L2Advertisement or BGPAdvertisement',
};

/** One that names no pools announces all of them. */
function announces({ spec = {} }: Advertisement, { metadata }: Pool): boolean {
  const { ipAddressPools: names = [], ipAddressPoolSelectors: selectors = [] } = spec;
  if (names.length === 0 && selectors.length === 0) return true;
  return names.includes(metadata.name) || selectors.some((one) => isSelected(metadata.labels ?? {}, one));
}
