import { join } from 'node:path';
import type { Answer, Client } from './client';
import { filesOf, nameOf, type Rendered, sitesIn } from './objects';
import { judgePods, unrestricted } from './pods';
import type { Row } from './report';
import { Resources } from './resources';
import { startServer } from './server';
import { prepare } from './site';
import { standIn } from './stand-ins';

/** Really made, because the admission of other objects looks them up; in this order. */
const lookedUp = ['Namespace', 'PriorityClass', 'ServiceAccount'];

/** Has every object of many rendered sites validated and admitted without storing it: `folder/<n>/` is one site. */
export async function checkRandomSites(program: string, version: string, folder: string): Promise<Row> {
  const sites = sitesIn(folder).map((name) => ({ name, objects: filesOf(join(folder, name)) }));
  const server = await startServer(program);
  try {
    const resources = new Resources(server.client);
    await prepare(
      server,
      resources,
      sites.flatMap(({ objects }) => objects),
    );
    const made: Made = new Map();
    const row = { version, site: `${sites.length} random sites`, objects: 0, accepted: 0, pods: 0 };
    const complaints = { accepted: [] as string[], 'pods admitted': [] as string[], restricted: [] as string[] };
    // Site after site, since sites of one name bring the same namespaces with labels of their own.
    for (const { name, objects } of sites) {
      const answers = await offer(server.client, resources, objects, made);
      const accepted = answers.filter(isAccepted).map(({ body }) => body);
      const judgement = await judgePods(server.client, accepted);
      row.objects += objects.length;
      row.accepted += accepted.length;
      row.pods += judgement.pods;
      complaints.accepted.push(...answers.flatMap((answer, index) => said(answer, name, objects[index] as Rendered)));
      complaints['pods admitted'].push(...judgement.complaints.map((text) => `${name}: ${text}`));
      complaints.restricted.push(...(await unrestricted(server.client, accepted)).map((text) => `${name}: ${text}`));
    }
    return { ...row, complaints };
  } finally {
    await server.stop();
  }
}

/** The server's answer to each object, in the objects' order. */
async function offer(
  client: Client,
  resources: Resources,
  objects: readonly Rendered[],
  made: Made,
): Promise<Answer[]> {
  await standIn(client, objects);
  const answers = new Map<Rendered, Answer>();
  for (const kind of lookedUp) {
    for (const object of objects.filter((candidate) => candidate.kind === kind)) {
      answers.set(object, await make(client, resources, object, made));
    }
  }
  const others = objects.filter(({ kind }) => !lookedUp.includes(kind));
  await Promise.all(
    others.map(async (object) => answers.set(object, await post(client, resources, object, 'dryRun=All&'))),
  );
  return objects.map((object) => answers.get(object) as Answer);
}

/** What was really made by which text, and what the server said to it. */
type Made = Map<string, { yaml: string; answer: Answer }>;

async function make(client: Client, resources: Resources, object: Rendered, made: Made): Promise<Answer> {
  const earlier = made.get(nameOf(object));
  if (earlier?.yaml === object.yaml) return earlier.answer;
  const path = `${await resources.collection(object)}/${object.name}`;
  let answer: Answer;
  if (object.kind === 'Namespace') {
    // Nobody here would ever finish deleting a namespace.
    answer = await client.apply(`${path}?fieldValidation=Strict`, object.yaml);
  } else {
    await client.delete(path);
    answer = await post(client, resources, object);
  }
  made.set(nameOf(object), { yaml: object.yaml, answer });
  return answer;
}

async function post(client: Client, resources: Resources, object: Rendered, dryRun = ''): Promise<Answer> {
  const collection = await resources.collection(object);
  if (collection === undefined)
    return { status: 404, body: { message: `no kind ${object.kind} in ${object.apiVersion}` }, warnings: [] };
  return client.post(`${collection}?${dryRun}fieldValidation=Strict`, object.yaml);
}

function isAccepted({ status }: Answer): boolean {
  return status < 300;
}

function said(answer: Answer, site: string, object: Rendered): string[] {
  const texts = isAccepted(answer) ? answer.warnings : [answer.body.message, ...answer.warnings];
  return texts.length === 0 ? [] : [`${site}/${object.file}: ${nameOf(object)}: ${texts.join('; ')}`];
}
