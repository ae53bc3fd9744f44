import type { Folders } from '../kube/component';
import type { Connection } from '../kube/connection';
import type { Labels } from '../kube/labels';
import type { Rule } from './rule';
import type { Site } from './site';
import type { Fate } from './survival';

/** One concern of a site: storage, network, database, … All rooms together make the output; none reaches into another. */
export interface Room {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** What must be there before our objects are applied: addons, charts, node packages. */
  requires(site: Site): Requirement[];
  /** Secrets that people make; we only refer to them. */
  secrets(site: Site): SecretNeed[];
  /** What this room puts on nodes, for the budgets. */
  footprints(site: Site): Footprint[];
  /** Every connection that must be open under the NetworkPolicies; the audit proves each. */
  connections(site: Site): Connection[];
  /** Components whose pods reach nothing at all and may not even look up names. `@default -` none */
  isolated?(site: Site): string[];
  build(folders: Folders, site: Site): void;
  /** Text of the site's runbook, sorted into its chapters. */
  runbook(site: Site): RunbookPart[];
  /** What losses do to its parts; what is not named does not notice. `@default -` no loss does anything */
  survival?(site: Site): Fate[];
}

/** Something that somebody installs first. Goes into requires.yaml and the runbook. */
export interface Requirement {
  readonly name: string;
  readonly kind: 'addon' | 'chart' | 'existing' | 'node';
  /** Pinned version of the chart or addon; absent for node packages. */
  readonly version?: string;
  readonly why: string;
  /** Node only: those that need it, where not all do. */
  readonly nodes?: readonly string[];
  /** Node only: that command of them which shows on the machine whether it is there. `@default -` nothing is to be seen there, or the cluster shows it */
  readonly look?: string;
  /** The folder of ours after which it is installed. `@default -` before all of them */
  readonly after?: 'mastodon';
  /** Commands that install it, as typed by a person, in order. */
  readonly commands: readonly string[];
  /** Chart only. */
  readonly chart?: {
    readonly repository: string;
    readonly chart: string;
    readonly release: string;
    readonly namespace: string;
    /** Its pods may do what *restricted* forbids; the namespace says so before it is installed. `@default false` */
    readonly privileged?: boolean;
    /** What differs from the chart's defaults. */
    readonly values: unknown;
    /** Path in the values → why it is set; a map's reason is that of all in it. */
    readonly reasons: Readonly<Record<string, string>>;
  };
  /** Kinds, classes and namespaces that are there afterwards: the audit accepts references to them. */
  readonly provides?: {
    readonly namespaces?: readonly string[];
    readonly storageClasses?: readonly string[];
    readonly ingressClasses?: readonly string[];
    readonly crds?: readonly string[];
    /** Services in the application's namespace, and the ports that they have. */
    readonly services?: readonly { readonly name: string; readonly ports: readonly number[] }[];
    /** Images of its pods, where it is told which. */
    readonly images?: readonly string[];
    /** Pods in the application's namespace: how many with these labels. */
    readonly pods?: readonly { readonly labels: Labels; readonly instances: number }[];
  };
}

/** A Secret that the operator of the site (or an operator in the cluster) makes. Never a value. */
export interface SecretNeed {
  readonly name: string;
  readonly namespace: string;
  /** `@default "Opaque"` */
  readonly type?: string;
  /** `you`: the person. Otherwise the program that makes it, e.g. `CloudNativePG`. */
  readonly madeBy: string;
  readonly keys: readonly SecretKeyNeed[];
  /** Command lines that make it with fresh random values, where that is possible; `<…>` marks what a person fills in. */
  readonly commands: readonly string[];
  /** What is done once it is made, when a person has seen to what the text says. */
  readonly afterwards?: { readonly text: string; readonly commands: readonly string[] };
}

export interface SecretKeyNeed {
  readonly key: string;
  readonly what: string;
  readonly readBy: readonly string[];
  /** How its value is made. `@default -` it can't be: somebody else gave it to the person */
  readonly made?: SecretValue;
  /** Names by which Mastodon's own settings know it. `@default -` none does */
  readonly settings?: readonly string[];
}

export type SecretValue =
  /** So many random characters. */
  | { readonly random: 'hexadecimal' | 'alphanumeric'; readonly length: number }
  /** One half of a P-256 pair as Web Push has it. */
  | { readonly vapid: 'private' | 'public' }
  /** A private key in a file of that name, made beside the declaration; with the certificate that it belongs to. */
  | { readonly file: string; readonly certificate: string }
  /** Always the same; no secret by itself. */
  | { readonly text: string };

/** What `instances` equal pods ask of the nodes. */
export interface Footprint {
  readonly name: string;
  /** Key path of the declaration. */
  readonly from: string;
  readonly instances: number;
  readonly cpu: string;
  readonly memory: string;
  /** Set when the pods cannot leave one node. */
  readonly node?: string | undefined;
  /** One pod a node at most, bound to its node's disk: does not move when a node is lost. */
  readonly perNode?: boolean;
  /** Volumes of each pod. */
  readonly volumes?: readonly { readonly role: string; readonly size: string }[];
}

export const chapters = [
  'cluster',
  'install',
  'secrets',
  'platform',
  'mastodon',
  'owner',
  'internet',
  'check',
  'shutdown',
  'start',
  'node-loss',
  'grow',
  'upgrade',
  'backup',
  'restore',
  'volume-loss',
  'full-volume',
  'power-cut',
  'cluster-loss',
  'secrets-loss',
  'laptop',
  'move',
  'more-nodes',
  'engine-change',
  'postgres-major',
  'from-chart',
] as const;

export interface RunbookPart {
  readonly chapter: (typeof chapters)[number];
  /** Before all else of its chapter. `@default false` */
  readonly first?: boolean;
  /** Markdown. Commands in fenced `sh` blocks, complete and in order. */
  readonly text: string;
}
