import type { Row } from './report';
import { checkSite } from './site';

/** What is wrong with the site in `broken/`: for each check, a part of each complaint it must come to. */
const expected: Readonly<Record<string, readonly string[]>> = {
  accepted: ['unknown field "spec.autoAsign"', 'namespaces "nowhere" not found', '5 of 7 objects were accepted'],
  'applied twice': ['deployment.apps/unsettled configured'],
  'pods admitted': ['pod of Deployment mastodon/privileged'],
  restricted: ['Namespace loose holds pods and enforces nothing'],
};

/** A check that has never failed proves nothing: has this version find all that is wrong with a broken site. */
export async function proveChecks(program: string, version: string): Promise<Row> {
  const { complaints, ...row } = await checkSite(program, version, 'test/api', 'broken');
  const missed = Object.entries(expected).flatMap(([check, parts]) => {
    const lines = complaints[check] ?? [];
    return parts
      .filter((part) => !lines.some((line) => line.includes(part)))
      .map((part) => `${check} did not find: ${part}`);
  });
  return { ...row, site: '(broken on purpose)', complaints: { 'finds what is broken': missed } };
}
