import type { App } from 'cdk8s';
import { Chart } from 'cdk8s';
import type { Requirement, Room, RunbookPart } from '../site/room';
import type { Site } from '../site/site';
import { argocd } from './argocd';
import type { Delivery } from './delivery';
import { flux } from './flux';
import { type ByGit, chartNeeds, type GitController } from './parts';

const controllers: Readonly<Record<ByGit['by'], GitController>> = { argocd, flux };

const byGit = (delivery: Delivery): ByGit | undefined => (delivery.by === 'none' ? undefined : delivery);

export const deliveryRoom: Room = {
  name: 'delivery',
  rules: [],
  requires({ delivery }) {
    const own = byGit(delivery);
    return own ? [controllers[own.by].requires(own)] : [];
  },
  secrets: () => [],
  footprints: () => [],
  connections: () => [],
  build: () => {},
  runbook(site) {
    const own = byGit(site.delivery);
    return own ? runbook(own, controllers[own.by], site) : [];
  },
};

/** Objects of the controller that applies the others; what it installs are the charts that all rooms ask for. */
export function buildDelivery(app: App, requirements: readonly Requirement[], site: Site): void {
  const own = byGit(site.delivery);
  if (own === undefined) return;
  const folder = (name: string) => new Chart(app, name, { disableResourceNameHashes: true });
  const folders = { gitops: folder('gitops'), releases: folder('releases') };
  controllers[own.by].build(folders, own, chartNeeds(requirements), site);
}

/** Chapters that scale or suspend what is declared, and where that is over. */
const scaling = [
  ['shutdown', 'start'],
  ['restore', 'restore'],
  ['volume-loss', 'volume-loss'],
  ['engine-change', 'engine-change'],
  ['postgres-major', 'postgres-major'],
] as const;

function runbook(own: ByGit, controller: GitController, site: Site): RunbookPart[] {
  const { title } = controller;
  return [
    {
      chapter: 'platform',
      first: true,
      text: `**${title}** does this chapter and the next, and installs the charts of the first one; addons, nodes and Secrets stay yours. \`${own.repository}\`, branch \`${own.branch}\`, has to hold this folder as \`${own.path}\`; where it is private, give ${title} its key. Then, once:

${sh('kubectl apply -k gitops', controller.progress(own))}

Where a later chapter says \`kubectl apply -k\`, a commit does the same. Nothing is deleted: what a commit leaves out, a person deletes, claims last of all.`,
    },
    ...whileScaled(own, controller, site),
  ];
}

function whileScaled(own: ByGit, { title, pause }: GitController, site: Site): RunbookPart[] {
  if (pause === undefined) {
    const text = `**${title}** leaves what a restore scales as it is until the next commit: merge none while it runs.`;
    return [{ chapter: 'restore', first: true, text }];
  }
  const { before, after } = pause(own, site);
  return scaling.flatMap(([begins, ends]): RunbookPart[] => [
    {
      chapter: begins,
      first: true,
      text: `**${title} undoes by itself what the commands of this chapter scale or suspend.** Before the first of them:\n\n${sh(before)}`,
    },
    { chapter: ends, text: `When all is over, ${title} goes on:\n\n${sh(after)}` },
  ]);
}

const sh = (...commands: readonly string[]) => `\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
