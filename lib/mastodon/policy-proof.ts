import type { Site } from '../site/site';
import { objectName } from './names';

/** Streaming never asks web anything, so no policy opens that way; its image has Node.js to try it with. */
const script = (web: string) =>
  ['const say = (words) => { console.log(words); process.exit() }', `require("net").connect(3000, "${web}")`].join(
    '; ',
  ) +
  [
    '.on("connect", () => say("open: nobody enforces policies"))',
    '.on("error", ({ code }) => say(code))',
    '.setTimeout(5000, () => say("closed: policies are enforced"))',
  ].join('');

/** A command that shows whether NetworkPolicies are enforced, once the site runs: no connection that it tries may be open. */
export function policyProof(site: Site): string {
  const [streaming, web] = ['streaming', 'web'].map((program) => objectName(site, program));
  return `kubectl -n ${site.namespace} exec deploy/${streaming} -- node -e '${script(web ?? '')}'`;
}
