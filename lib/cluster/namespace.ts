import type { Folders } from '../kube/component';
import { Component } from '../kube/component';
import * as k8s from '../kube/k8s';
import { podSecurityLabels } from '../kube/security';
import type { Site } from '../site/site';

/** The application's namespace. Pod Security *restricted* is enforced: a pod that asks for more is refused. */
export function buildNamespace(folders: Folders, site: Site): void {
  new k8s.KubeNamespace(new Component(folders.platform, 'namespace', 'mastodon.namespace'), 'namespace', {
    metadata: { name: site.namespace, labels: podSecurityLabels('restricted') },
  });
}
