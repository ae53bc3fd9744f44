import { schedulableNodes } from '../cluster/cluster';
import { csiDrivers } from '../storage';
import { type Check, fail, few, named, warn } from './check';
import type { Any } from './seen';

export const storageChecks: readonly Check[] = [
  {
    name: 'default class',
    needs: ['classes'],
    passed: 'at most one storage class is the default',
    *find(_wanted, { classes }) {
      const marked = classes.filter(
        ({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
      );
      if (marked.length > 1)
        yield warn(
          `${marked.map(({ metadata }) => metadata.name).join(' and ')} are both the default class: a claim that names none gets any of them`,
          `kubectl annotate storageclass ${marked[0]?.metadata.name} storageclass.kubernetes.io/is-default-class-`,
        );
    },
  },
  {
    name: 'classes',
    needs: ['classes'],
    passed: 'every class that the site uses is there, and keeps what it holds',
    *find({ site: { storage } }, { classes }) {
      for (const one of Object.values(storage)) {
        const found = named(classes, one.className);
        if (found === undefined) {
          yield fail(
            `class ${one.className} is not there: claims on it wait for ever`,
            'kubectl apply -k platform, or install what brings it (requires.yaml)',
          );
        } else if (found.reclaimPolicy !== 'Retain') {
          yield fail(
            `class ${one.className} deletes its volumes with their claims`,
            'a class can never change: make another one with reclaimPolicy Retain, and move the data',
          );
        }
      }
    },
  },
  {
    name: 'drivers',
    needs: ['nodes', 'classes', 'csiNodes', 'csiDrivers'],
    passed: 'the kubelet of every node knows the drivers that mount volumes of the site',
    *find({ site }, { nodes, classes, csiNodes, csiDrivers: known }) {
      const joined = schedulableNodes(site.cluster).filter(({ name }) => named(nodes, name) !== undefined);
      const drivers = csiDrivers(site).flatMap(({ className, driver }) => {
        // Of a class that somebody else made only the cluster can say who mounts it.
        const provisioner: string | undefined = named(classes, className)?.provisioner;
        return driver ?? (provisioner !== undefined && named(known, provisioner) ? provisioner : []);
      });
      for (const driver of new Set(drivers)) {
        const without = joined.filter(
          ({ name }) => !named(csiNodes, name)?.spec?.drivers?.some((one: Any) => one.name === driver),
        );
        if (without.length > 0)
          yield fail(
            `driver ${driver} is not on ${few(without.map(({ name }) => name))}: its volumes mount nowhere there`,
            'kubectl get pods -A -o wide: look at the driver’s pods on these nodes; not installed? chapter 2 of the runbook',
          );
      }
    },
  },
  {
    name: 'kubelet folder',
    needs: ['daemonSets'],
    passed: "every storage driver mounts this kubelet's folder",
    *find({ site: { cluster } }, { daemonSets }) {
      const right = cluster.distribution.kubeletDir;
      for (const { metadata, spec } of daemonSets) {
        const folders: string[] = (spec.template.spec.volumes ?? []).flatMap(({ hostPath }: Any) =>
          hostPath ? [hostPath.path] : [],
        );
        const wrong = folders.find((path) => /\/kubelet(\/|$)/.test(path) && !`${path}/`.startsWith(`${right}/`));
        if (wrong !== undefined)
          yield fail(
            `${metadata.namespace}/${metadata.name} mounts ${wrong}, this kubelet's folder is ${right}: volumes look mounted, and data goes to the node's own disk`,
            'install the driver again with the values of the runbook, chapter 2, then look at what its volumes hold',
          );
      }
    },
  },
];
