import * as v from 'valibot';
import { address, cidr, dnsLabel, domain, email, host, kubernetesVersion } from '../site/values';
import type { RoleName } from '../storage/engine';
import type { Found } from './found';
import { choiceOf } from './storage';

/** What a person may be asked, by the name of its flag without the dashes. */
export interface Question {
  readonly name: string;
  readonly ask: string;
  /** Said before the answer is given. */
  readonly why: string;
  /** The answer of whoever just presses return. */
  usual(so: Answers, found: Found | undefined): string;
  /** All answers that there are; asked only where there are several. `@default -` any that `wrong` lets pass */
  choices?(so: Answers, found: Found | undefined): readonly string[];
  /** @returns what is allowed, for an answer that is not */
  wrong?(answer: string): string | undefined;
  /** `@default -` always */
  when?(so: Answers, found: Found | undefined): boolean;
}

/** A question as it stands once those before it are answered. */
export interface Asked extends Pick<Question, 'name' | 'why'> {
  readonly ask: string;
  readonly usual: string;
  /** @returns what is allowed, for an answer that is not */
  wrong(answer: string): string | undefined;
}

export type Answers = Readonly<Record<string, string>>;

const by =
  // biome-ignore lint/suspicious/noExplicitAny: any of the schema's values
  (schema: any) => (answer: string) => {
    const { success, issues } = v.safeParse(schema, answer);
    return success ? undefined : issues[0]?.message;
  };

const unless = (words: readonly string[], check: (answer: string) => string | undefined) => (answer: string) =>
  words.includes(answer) ? undefined : check(answer);

/** What fills a role is asked where the cluster has several ways to do it. */
function ofRole(role: RoleName): Pick<Question, 'usual' | 'choices'> {
  return {
    usual: (so, found) => choiceOf(role, so, found)?.usual ?? '',
    choices: (so, found) => choiceOf(role, so, found)?.names ?? [],
  };
}

/** `alpha=192.168.1.11/16Gi/250Gi`, several with commas. */
export const nodeForm = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)=([0-9a-fA-F.:]+)(\/(\d+[GT]i))?(\/(\d+[GT]i))?$/;
const nas = /^([A-Za-z0-9.-]+):(\/[A-Za-z0-9._/-]+)$/;
const bucket = /^([a-z0-9.-]{3,63})@(https?:\/\/[A-Za-z0-9.:/_-]+)$/;

/** In the order in which they are asked; each may look at the answers before it. */
export const questions: readonly Question[] = [
  {
    name: 'handle-domain',
    ask: 'domain of the handles',
    why: 'people are called @you@<domain>; it can never change',
    usual: () => 'example.org',
    wrong: by(domain()),
  },
  {
    name: 'web-domain',
    ask: 'domain where the server answers',
    why: 'what people type into their browser; it can never change',
    usual: (so) => `social.${so['handle-domain']}`,
    wrong: by(domain()),
  },
  {
    name: 'nodes',
    ask: 'machines, as name=address/memory/disk, with commas between them',
    why: 'one is enough to begin with; with three or more one may die',
    usual: () => 'alpha=192.168.1.11/8Gi/250Gi',
    wrong: (answer) =>
      answer.split(',').every((one) => nodeForm.test(one.trim()))
        ? undefined
        : 'allowed: alpha=192.168.1.11/8Gi/250Gi,beta=192.168.1.12/8Gi/250Gi',
    when: (_so, found) => found === undefined,
  },
  {
    name: 'distribution',
    ask: 'Kubernetes on them',
    why: 'it decides folders, address ranges and what must be installed first',
    usual: (so) => (so.nodes?.includes(',') ? 'microk8s' : 'k3s'),
    choices: () => ['microk8s', 'k3s', 'kubeadm', 'talos', 'k0s'],
    when: (_so, found) => found === undefined,
  },
  {
    name: 'kubernetes-version',
    ask: 'its version',
    why: 'some versions lack what a site may need, and are refused',
    usual: () => '1.36',
    wrong: by(kubernetesVersion()),
    when: (_so, found) => found === undefined,
  },
  {
    name: 'lan',
    ask: "the home network's addresses",
    why: 'the entry gets one of them; all others are closed to Mastodon',
    usual: (so, found) => `${network(so, found)}.0/24`,
    wrong: by(cidr()),
  },
  {
    name: 'router',
    ask: "the router's address",
    why: 'no pool may lie over it',
    usual: (so) => `${so.lan?.replace(/\.\d+\/\d+$/, '')}.1`,
    wrong: by(address()),
  },
  {
    name: 'address',
    ask: 'a free address of the home network, outside of what the router gives away',
    why: 'the entry answers there, whichever machine is lost',
    usual: (so) => `${so.lan?.replace(/\.\d+\/\d+$/, '')}.240`,
    wrong: by(address()),
    when: (so, found) => !(alone(so, found) && (found?.distribution ?? so.distribution) === 'k3s'),
  },
  {
    name: 'internet',
    ask: 'how the internet reaches it',
    why: 'it decides where TLS ends and who is believed about visitors',
    usual: () => 'port-forward',
    choices: () => ['port-forward', 'tunnel', 'none'],
  },
  {
    name: 'email',
    ask: 'your address',
    why: 'the certificate authority writes there when something is wrong',
    usual: (so) => `admin@${so['handle-domain']}`,
    wrong: by(email()),
  },
  {
    name: 'mail-server',
    ask: 'mail server that takes its mails',
    why: 'nobody confirms an account without mail',
    usual: (so) => `smtp.${so['handle-domain']}`,
    wrong: by(host()),
  },
  {
    name: 'per-node',
    ask: "who makes volumes on a machine's own disk",
    why: 'databases lie on them; what the cluster has already comes first',
    ...ofRole('perNode'),
  },
  {
    name: 'shared',
    ask: 'who makes volumes that several machines mount at once',
    why: 'the media lie there, so that every machine serves them; what the cluster has already comes first',
    ...ofRole('shared'),
  },
  {
    name: 'replicated',
    ask: 'who makes volumes that outlive their machine',
    why: 'the media lie there where no volume is mounted by several; what the cluster has already comes first',
    ...ofRole('replicated'),
  },
  {
    name: 'backup',
    ask: 'where backups go: a NAS as nas.lan:/volume1/backup, a bucket as name@https://s3.example.org, or none',
    why: 'disks die; nothing inside the cluster is a place for them, so there is no default but none',
    usual: () => 'none',
    wrong: unless(['none'], (answer) =>
      nas.test(answer) || bucket.test(answer)
        ? undefined
        : 'allowed: nas.lan:/volume1/backup, name@https://s3.example.org, or none',
    ),
  },
  {
    name: 'name',
    ask: 'name of the site',
    why: 'its folder is called so',
    usual: () => 'home',
    wrong: by(dnsLabel(40)),
  },
];

/** Every answer, in order. */
export function answersOf(found: Found | undefined, answerOf: (asked: Asked) => string): Answers {
  const answers: Record<string, string> = {};
  for (const question of questions) {
    const choices = question.choices?.(answers, found);
    if (question.when?.(answers, found) === false || (choices && choices.length < 2)) continue;
    answers[question.name] = answerOf(stands(question, question.usual(answers, found), choices));
  }
  return answers;
}

function stands({ name, ask, why, wrong }: Question, usual: string, choices: readonly string[] | undefined): Asked {
  if (choices === undefined) return { name, ask, why, usual, wrong: (answer) => wrong?.(answer) };
  const all = choices.join(', ');
  return {
    name,
    ask: `${ask}: ${all}`,
    why,
    usual,
    wrong: (answer) => (choices.includes(answer) ? undefined : `allowed: ${all}`),
  };
}

/** What a backup's answer means. */
export function targetOf(answer: string): object | undefined {
  const [, server, share] = nas.exec(answer) ?? [];
  if (server !== undefined) return { nfs: { server, share } };
  const [, name, endpoint] = bucket.exec(answer) ?? [];
  return name === undefined ? undefined : { s3: { bucket: name, endpoint } };
}

const alone = (so: Answers, found: Found | undefined): boolean =>
  found === undefined ? !so.nodes?.includes(',') : found.nodes.length === 1;

/** First three numbers of the first machine's address. */
function network(so: Answers, found: Found | undefined): string {
  const first = found?.nodes[0]?.address ?? nodeForm.exec(so.nodes?.split(',')[0]?.trim() ?? '')?.[3] ?? '192.168.1.11';
  return first.replace(/\.\d+$/, '');
}
