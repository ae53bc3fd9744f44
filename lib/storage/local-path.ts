import * as v from 'valibot';
import * as k8s from '../kube/k8s';
import { about, fields } from '../site/describe';
import { dnsName } from '../site/values';
import { storageEngine } from './engine';

const provisioner = 'rancher.io/local-path';

const schema = fields({
  engine: v.literal('local-path'),
  className: about(v.optional(dnsName(), 'local-path-retain'), 'name of the class that is rendered'),
});

/** Rancher's local path provisioner, part of K3s. Source: docs.k3s.io/add-ons/storage. */
export const localPath = storageEngine({
  name: 'local-path',
  summary: "a folder on the node's own disk, made by Rancher's local path provisioner (part of K3s)",
  fills: ['perNode'],
  schema,
  resolve: (declared) => ({
    className: declared.className,
    accessModes: ['ReadWriteOnce'],
    nodeBound: true,
    copies: 1,
    lossesSurvived: 0,
    ownDevice: false,
    networkFilesystem: false,
    retains: true,
    expandable: false,
    failureDomain: 'node disks',
  }),
  rules: [],
  requires: (_volumeClass, site) =>
    site.cluster.distribution.localVolumes === 'local-path'
      ? []
      : [
          {
            name: 'local-path-provisioner',
            kind: 'existing',
            why: 'makes the volumes of the class that we render',
            commands: ['kubectl -n local-path-storage get deployment local-path-provisioner'],
          },
        ],
  build(scope, volumeClass) {
    new k8s.KubeStorageClass(scope, 'class', {
      metadata: { name: volumeClass.className },
      provisioner,
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
    });
  },
  runbook: () => [],
});
