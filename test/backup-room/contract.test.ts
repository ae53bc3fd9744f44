import { backupScripts } from '../../lib/backup/scripts';
import { find, objectsOf, shipped } from '../support/site';

/** Every variable that a script can't do without is set in the container that runs it. */

const sites = {
  'NFS and a bucket': shipped('home'),
  'a bucket alone': shipped('one-node'),
  NFS: shipped('microk8s-jiva'),
  'media in a bucket': shipped(
    'home',
    'mastodon: {media: {volume: null, s3: {bucket: media, endpoint: "https://s3.example.org"}}}',
  ),
};

interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string }[];
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly volumeMounts: readonly { readonly mountPath: string }[];
}

/** A script and all that it sources or requires. */
function closure(name: string, seen = new Set<string>()): Set<string> {
  const text = backupScripts[name];
  if (seen.has(name) || text === undefined) return seen;
  seen.add(name);
  for (const [, sourced] of text.matchAll(/^\. "[^"]*\/([a-z-]+\.sh)"/gm)) closure(sourced ?? '', seen);
  for (const [, required] of text.matchAll(/^require_relative '([a-z-]+)'/gm)) closure(`${required}.rb`, seen);
  return seen;
}

/** `"${SITE:?}"` of shells, `ENV.fetch('SITE')` of Ruby. */
function needed(name: string): string[] {
  const texts = [...closure(name)].map((one) => backupScripts[one] ?? '');
  return texts.flatMap((text) => [
    ...[...text.matchAll(/\$\{([A-Z_]+):?\?\}/g)].map(([, variable]) => variable ?? ''),
    ...[...text.matchAll(/ENV\.fetch\('([A-Z_]+)'\)(?! \{)/g)].map(([, variable]) => variable ?? ''),
  ]);
}

/** Set by the kubelet in every pod. */
const always = ['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT'];

function runs(site: (typeof sites)['NFS']) {
  return objectsOf(site)
    .filter(({ json }) => json.kind === 'CronJob' && json.metadata.labels?.['app.kubernetes.io/name'] === 'backup')
    .flatMap(({ json }) => {
      const { initContainers = [], containers } = json.spec.jobTemplate.spec.template.spec;
      return ([...initContainers, ...containers] as Container[]).flatMap((container) => {
        const script = container.command?.find((word) => word.startsWith('/scripts/'))?.replace('/scripts/', '');
        return script === undefined ? [] : [{ job: json.metadata.name, script, container }];
      });
    });
}

function variables(site: (typeof sites)['NFS'], { env = [], envFrom = [] }: Container): string[] {
  const maps = envFrom.flatMap(({ configMapRef }) =>
    Object.keys(find(objectsOf(site), 'ConfigMap', configMapRef.name).data),
  );
  return [...env.map(({ name }) => name), ...maps, ...always];
}

test('the scripts ask for something at all', () => {
  expect(needed('backup.sh')).toEqual(expect.arrayContaining(['SITE', 'WEB_DOMAIN', 'JOB_UID', 'MASTODON_VERSION']));
  expect(needed('restore-stop.rb')).toEqual(expect.arrayContaining(['POD_NAME', 'POD_SELECTOR', 'DEPLOYMENTS']));
});

describe.each(Object.entries(sites))('%s', (_what, site) => {
  test('every container has what its script needs', () => {
    const all = runs(site);
    expect(all.length).toBeGreaterThan(10);
    const missing = all.flatMap(({ job, script, container }) => {
      const there = variables(site, container);
      return needed(script)
        .filter((name) => !there.includes(name))
        .map((name) => `${job}: ${script} needs ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test('whatever reads the target, the media or the request finds it', () => {
    const missing = runs(site).flatMap(({ job, script, container }) => {
      const text = [...closure(script)].map((one) => backupScripts[one]).join('\n');
      const paths = container.volumeMounts.map(({ mountPath }) => mountPath);
      const reads = (variable: string, path: string) =>
        new RegExp(`\\$\\{?${variable}\\b`).test(backupScripts[script] ?? '') && !paths.includes(path)
          ? [`${job}: ${script} reads ${path}`]
          : [];
      const media = site.mastodon.media.kind === 'volume' && script !== 'copy-media.sh' ? reads('MEDIA', '/media') : [];
      const target = /need_target|check_target/.test(text) && /\$site\b/.test(text) ? reads('site', '/target') : [];
      return [
        ...media,
        ...target,
        ...reads('SECRETS', '/secrets').filter(() => !paths.some((one) => one.startsWith('/secrets/'))),
      ];
    });
    expect(missing).toEqual([]);
  });
});

test('every script that is run is run by somebody', () => {
  const sourced = Object.keys(backupScripts).flatMap((name) => [...closure(name)].filter((one) => one !== name));
  const run = Object.values(sites).flatMap((site) => runs(site).map(({ script }) => script));
  const idle = Object.keys(backupScripts).filter((name) => !run.includes(name) && !sourced.includes(name));
  // Read by restore-start.rb at a path of its own, and run on a person's machine.
  expect(idle.sort()).toEqual(['adopt.sh', 'database.rb']);
});
