import type { Said } from '../../said';
import { nodes } from '../nodes';

export const networkEntry: Readonly<Record<string, readonly Said[]>> = {
  'network/addon-renamed': [
    { says: ['error at network.ingress.namespace: traefik for the addon of K3s; allowed: kube-system'] },
    {
      of: 'both',
      with: 'network: {ingress: {className: haproxy, namespace: haproxy}}',
      says: [
        'error at network.ingress.className: haproxy for the addon of K3s; allowed: traefik',
        'error at network.ingress.namespace: haproxy for the addon of K3s; allowed: kube-system',
      ],
    },
    { of: 'a Gateway', with: 'network: {ingress: {engine: gateway, className: own}}', says: [] },
    { of: 'by the chart', with: 'network: {ingress: {controller: chart, className: own, namespace: own}}', says: [] },
    {
      of: 'a distribution without addon',
      with: `cluster: {distribution: kubeadm}
network: {ingress: {controller: addon, className: own, namespace: own}}`,
      says: [],
    },
    { of: 'nothing named', with: '', says: [] },
  ],
  'network/no-such-addon': [
    { says: ['error at network.loadBalancer.install: K3s has no addon metallb; allowed: chart or existing'] },
    {
      of: 'a controller that the distribution lacks',
      with: `cluster: {distribution: kubeadm}
network: {ingress: {controller: addon}}`,
      says: ['error at network.ingress.controller: kubeadm brings no ingress controller; allowed: chart or existing'],
    },
    {
      of: 'both',
      with: `cluster: {distribution: kubeadm}
network: {loadBalancer: {engine: metallb, install: addon, address: 192.168.1.240}, ingress: {controller: addon}}`,
      says: [
        'error at network.loadBalancer.install: kubeadm has no addon metallb; allowed: chart or existing',
        'error at network.ingress.controller: kubeadm brings no ingress controller; allowed: chart or existing',
      ],
    },
    { of: 'neither on K3s', with: 'network: {ingress: {controller: addon}}', says: [] },
    { of: 'on MicroK8s', over: 'home', with: '', says: [] },
    {
      of: 'a chart where there is no addon',
      with: `cluster: {distribution: kubeadm}
network: {ingress: {controller: chart}}`,
      says: [],
    },
  ],
  'network/addon-cannot-retry': [
    {
      says: [
        "warning at network.ingress.controller: requests fail for about a minute when a node is lost, and uploads end after 60 s: the addon's ingress controller takes no settings; allowed: controller chart",
      ],
    },
    {
      of: 'one node',
      with: `${nodes('alpha')}
network: {ingress: {controller: addon}}`,
      says: [],
    },
    {
      of: 'K3s, which takes settings',
      with: `${nodes('alpha', 'beta', 'gamma')}
  distribution: k3s
network: {ingress: {controller: addon}, loadBalancer: {engine: servicelb}}`,
      says: [],
    },
    { of: 'by the chart', with: '', says: [] },
    {
      of: 'a controller of somebody else',
      with: 'network: {ingress: {controller: existing, className: a, namespace: b}}',
      says: [],
    },
  ],
  'network/gateway-needs-controller': [
    {
      says: [
        'error at network.ingress.engine: the addon of this version reads no Gateway; allowed: ingress, or controller chart',
      ],
    },
    { of: 'a newer addon', with: 'network: {ingress: {engine: gateway, controller: addon}}', says: [] },
    {
      of: 'an Ingress',
      with: `cluster: {version: "1.34"}
network: {ingress: {engine: ingress, controller: addon}}`,
      says: [],
    },
  ],
  'network/existing-controller-unnamed': [
    {
      says: [
        'error at network.ingress.controller: an existing controller without className and namespace; allowed: both named',
      ],
    },
    {
      of: 'without its namespace',
      with: 'network: {ingress: {controller: existing, className: haproxy}}',
      says: ['error at network.ingress.controller: an existing controller without namespace; allowed: both named'],
    },
    {
      of: 'without its class',
      with: 'network: {ingress: {controller: existing, namespace: haproxy}}',
      says: ['error at network.ingress.controller: an existing controller without className; allowed: both named'],
    },
    {
      of: 'an addon that is not there',
      over: 'one-node',
      with: `cluster: {distribution: kubeadm}
network: {ingress: {controller: addon}}`,
      says: [],
    },
  ],
};
