/** Kubernetes' recommended labels. Selectors use all three; they can never change on a living workload. */
export interface Labels {
  readonly 'app.kubernetes.io/name': string;
  readonly 'app.kubernetes.io/instance': string;
  readonly 'app.kubernetes.io/component': string;
  readonly [label: string]: string;
}

/**
 * @param name the program: `mastodon`, `postgresql`, `redis`, …
 * @param instance the site's name
 * @param component its part: `web`, `sidekiq`, …
 */
export function labels(name: string, instance: string, component: string): Labels {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/component': component,
  };
}
