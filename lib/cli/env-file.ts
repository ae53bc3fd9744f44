/**
 * Settings of a server that runs: its .env.production as dotenv reads it (`KEY=value` a line, `export` allowed, quotes
 * taken off, comments left out), or what `env` printed in its container, which has no quotes and no comments.
 * Source: bkeepers/dotenv, lib/dotenv/parser.rb.
 */
export function parseEnv(text: string): ReadonlyMap<string, string> {
  const read = isDump(text) ? dumped : declared;
  return new Map(text.split(/\r?\n/).flatMap((line) => read(line) ?? []));
}

/** Numbers of lines that say something and are no setting. */
export function unreadLines(text: string): number[] {
  const read = isDump(text) ? dumped : declared;
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => (/^\s*(#|$)/.test(line) || read(line) !== undefined ? [] : [index + 1]));
}

/** Every container has these from its image or from Kubernetes; nobody writes them into a .env.production. */
const isDump = (text: string) => /^(KUBERNETES_SERVICE_HOST|HOSTNAME|PATH)=/m.test(text);

type Setting = [name: string, value: string];

function declared(line: string): [Setting] | undefined {
  const shape =
    /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(?:'([^']*)'|"((?:\\.|[^"\\])*)"|([^#\n]*?))\s*(?:#.*)?$/;
  const [, name, single, double, plain] = shape.exec(line) ?? [];
  return name === undefined ? undefined : [[name, single ?? double?.replace(/\\(["\\$])/g, '$1') ?? plain ?? '']];
}

function dumped(line: string): [Setting] | undefined {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_.]*)=(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? undefined : [[name, value]];
}
