import * as v from 'valibot';
import { about, fields } from '../site/describe';
import { dnsName } from '../site/values';
import { storageEngine } from './engine';
import { onNodeDisk } from './storage';

const schema = fields({
  engine: v.literal('local-path'),
  className: about(v.optional(dnsName(), 'local-path-retain'), 'name of the class that is rendered'),
});

export const localPathProvisioner = 'rancher.io/local-path';

/** Rancher's local path provisioner, part of K3s. Source: docs.k3s.io/add-ons/storage. */
export const localPath = storageEngine({
  name: 'local-path',
  summary: "a folder on the node's own disk, made by Rancher's local path provisioner (part of K3s)",
  fills: ['perNode'],
  schema,
  whereFound: ({ provisioner, immediate }, role) =>
    provisioner === localPathProvisioner && !immediate && role === 'perNode' ? {} : undefined,
  resolve: ({ className }) => ({ ...onNodeDisk, className }),
  rules: [],
  requires: (_filled, site) =>
    site.cluster.distribution.localVolumes === 'local-path'
      ? []
      : [
          {
            name: 'local-path-provisioner',
            kind: 'existing',
            why: 'makes the volumes of the class that we render',
            commands: ['kubectl -n local-path-storage rollout status deployment/local-path-provisioner'],
          },
        ],
  storageClass: () => ({ provisioner: localPathProvisioner, volumeBindingMode: 'WaitForFirstConsumer' }),
  runbook: () => [],
});
