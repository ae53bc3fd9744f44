import type { Rule } from '../site/rule';

const noSuchAddon: Rule = {
  name: 'network/no-such-addon',
  severity: 'error',
  why: 'only some distributions bring the program as an addon; elsewhere nothing would install it',
  source: 'microk8s.io/docs/addons; docs.k3s.io/networking',
  fix: 'declare chart, or existing if somebody else installs it',
  examples: {
    over: 'one-node',
    wrong: 'network:\n  loadBalancer:\n    engine: metallb\n    install: addon\n    address: 192.168.1.240',
    right: 'network:\n  loadBalancer:\n    engine: metallb\n    install: chart\n    address: 192.168.1.240',
  },
  *check({ cluster, network }) {
    const { distribution } = cluster;
    const { install } = network.loadBalancer.options as { readonly install?: string };
    if (install === 'addon' && distribution.name !== 'microk8s') {
      yield {
        path: ['network', 'loadBalancer', 'install'],
        message: `${distribution.title} has no addon ${network.loadBalancer.engine}; allowed: chart or existing`,
      };
    }
    if (network.ingress.controller === 'addon' && distribution.ingress.by === 'none') {
      yield {
        path: ['network', 'ingress', 'controller'],
        message: `${distribution.title} brings no ingress controller; allowed: chart or existing`,
      };
    }
  },
};

const cannotRetry: Rule = {
  name: 'network/addon-cannot-retry',
  severity: 'warning',
  why: 'the addon takes no settings: after a node loss Traefik waits 30 s for pods that are gone, 147 of 431 requests failed within 56 s; with dials of 300 ms and many attempts none of 777 did on the test bed. It also cuts uploads after 60 s',
  source:
    'measured with Traefik 3.5.3 (without) and 3.6.12 (with), three nodes, MetalLB 0.16.1; microk8s core addons, addons/ingress/values.yaml',
  fix: 'declare network.ingress.controller: chart',
  examples: {
    over: 'home',
    wrong: 'network:\n  ingress:\n    controller: addon',
    right: 'network:\n  ingress:\n    controller: chart',
  },
  *check({ cluster, network }) {
    const { controller, retries } = network.ingress;
    if (controller !== 'addon' || retries || cluster.nodes.length === 1) return;
    yield {
      path: ['network', 'ingress', 'controller'],
      message:
        "requests fail for about a minute when a node is lost, and uploads end after 60 s: the addon's ingress controller takes no settings; allowed: controller chart",
    };
  },
};

const gatewayNeedsController: Rule = {
  name: 'network/gateway-needs-controller',
  severity: 'error',
  why: 'the ingress addon of MicroK8s before 1.35 is nginx, which reads no Gateway: nothing would answer',
  source: 'microk8s core addons, branch 1.34, addons/ingress',
  fix: 'declare network.ingress.controller: chart, or engine: ingress',
  examples: {
    over: 'home',
    wrong: 'cluster:\n  version: "1.34"\nnetwork:\n  ingress:\n    engine: gateway\n    controller: addon',
    right: 'cluster:\n  version: "1.34"\nnetwork:\n  ingress:\n    engine: gateway\n    controller: chart',
  },
  *check({ network }) {
    const { api, program } = network.ingress;
    if (api === 'gateway' && program === 'nginx') {
      yield {
        path: ['network', 'ingress', 'engine'],
        message: 'the addon of this version reads no Gateway; allowed: ingress, or controller chart',
      };
    }
  },
};

const existingUnnamed: Rule = {
  name: 'network/existing-controller-unnamed',
  severity: 'error',
  why: 'without its class nobody serves our Ingress, and without its namespace the NetworkPolicies close the door to it',
  source: 'kubernetes.io/docs/concepts/services-networking: ingress class; network policies',
  fix: 'declare network.ingress.className and network.ingress.namespace',
  examples: {
    over: 'home',
    wrong: 'network:\n  ingress:\n    controller: existing',
    right: 'network:\n  ingress:\n    controller: existing\n    className: haproxy\n    namespace: haproxy-controller',
  },
  *check({ network }) {
    const { controller, className, namespace } = network.ingress;
    if (controller !== 'existing') return;
    const missing = [className === '' ? 'className' : undefined, namespace === '' ? 'namespace' : undefined].filter(
      (name) => name !== undefined,
    );
    if (missing.length > 0) {
      yield {
        path: ['network', 'ingress', 'controller'],
        message: `an existing controller without ${missing.join(' and ')}; allowed: both named`,
      };
    }
  },
};

const addonRenamed: Rule = {
  name: 'network/addon-renamed',
  severity: 'error',
  why: "an addon's class and namespace are the distribution's: under another class nobody serves our Ingress, and settings in another namespace reach nobody",
  source: 'microk8s core addons, addons/ingress; docs.k3s.io/networking: HelmChartConfig in kube-system',
  fix: 'leave network.ingress.className and network.ingress.namespace out, or declare controller: existing',
  examples: {
    over: 'one-node',
    wrong: 'network:\n  ingress:\n    namespace: traefik',
    right: 'network:\n  ingress:\n    namespace: kube-system',
  },
  *check({ cluster: { distribution }, network: { ingress } }) {
    const own = distribution.ingress;
    if (ingress.controller !== 'addon' || own.by !== 'addon') return;
    // Traefik's GatewayClass has its own name.
    const fixed = {
      className: ingress.api === 'gateway' ? ingress.className : own.className,
      namespace: own.namespace,
    };
    for (const key of ['className', 'namespace'] as const) {
      if (ingress[key] === fixed[key]) continue;
      yield {
        path: ['network', 'ingress', key],
        message: `${ingress[key]} for the addon of ${distribution.title}; allowed: ${fixed[key]}`,
      };
    }
  },
};

export const entryRules: readonly Rule[] = [
  addonRenamed,
  noSuchAddon,
  cannotRetry,
  gatewayNeedsController,
  existingUnnamed,
];
