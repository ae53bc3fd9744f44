import { join } from 'node:path';
import { type Applied, apply, changed, diff, revisions, stored } from './apply';
import { findCrds } from './crds';
import { askDoctor } from './doctor';
import { installCrds } from './install';
import { appliedBy, partsOf, type Rendered } from './objects';
import { judgePods, unrestricted } from './pods';
import type { Row } from './report';
import { Resources } from './resources';
import { type Server, startServer } from './server';
import { standIn } from './stand-ins';

/** Applies one rendered site to an empty cluster, twice, and has its pods judged. */
export async function checkSite(program: string, version: string, dist: string, site: string): Promise<Row> {
  const server = await startServer(program);
  try {
    const { complaints, ...counts } = await check(server, join(dist, site));
    return { version, site, ...counts, complaints: { ...complaints, doctor: await askDoctor(server, site) } };
  } finally {
    await server.stop();
  }
}

async function check(server: Server, site: string): Promise<Omit<Row, 'version' | 'site'>> {
  const resources = new Resources(server.client);
  const parts = partsOf(site);
  const objects: Rendered[] = [];
  for (const part of parts) objects.push(...(await appliedBy(server, site, part)));
  await prepare(server, resources, objects);

  const firsts = new Map<string, Applied>();
  for (const part of parts) firsts.set(part, await apply(server, site, part));
  const accepted = [...firsts.values()].flatMap(({ outcomes }) => outcomes).length;
  const refusals = [...firsts].flatMap(([part, { complaints }]) => complaints.map((line) => `${part}: ${line}`));

  const before = await stored(server, resources, objects);
  const changes: string[] = [];
  for (const [part, first] of firsts) changes.push(...changed(first, await apply(server, site, part)));
  const after = revisions(await stored(server, resources, objects));
  for (const [object, revision] of revisions(before)) {
    if (after.get(object) !== revision) changes.push(`${object}: ${revision} became ${after.get(object) ?? 'nothing'}`);
  }

  const differences: string[] = [];
  for (const part of parts) differences.push(...(await diff(server, site, part)));

  const judgement = await judgePods(server.client, before);
  return {
    objects: objects.length,
    accepted,
    pods: judgement.pods,
    complaints: {
      accepted:
        accepted === objects.length
          ? refusals
          : [...refusals, `${accepted} of ${objects.length} objects were accepted`],
      'applied twice': changes,
      'no diff': differences,
      'pods admitted': judgement.complaints,
      restricted: await unrestricted(server.client, before),
    },
  };
}

/** Brings an empty cluster to where a site's runbook starts: definitions installed, others' namespaces there. */
export async function prepare(server: Server, resources: Resources, objects: readonly Rendered[]): Promise<void> {
  const foreign = new Map<string, Rendered>();
  for (const object of objects) {
    if (!(await resources.has(object))) foreign.set(`${object.apiVersion} ${object.kind}`, object);
  }
  await installCrds(server.client, await findCrds([...foreign.values()]));
  resources.forget();
  await standIn(server.client, objects);
}
