/**
 * Settings of a .env.production as dotenv reads them: `KEY=value` a line, `export` allowed, quotes taken off, comments
 * left out. Source: bkeepers/dotenv, lib/dotenv/parser.rb.
 */
export function parseEnv(text: string): ReadonlyMap<string, string> {
  const line =
    /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(?:'([^']*)'|"((?:\\.|[^"\\])*)"|([^#\n]*?))\s*(?:#.*)?$/;
  const found = text.split(/\r?\n/).flatMap((one): [string, string][] => {
    const [, key, single, double, plain] = line.exec(one) ?? [];
    if (key === undefined) return [];
    return [[key, single ?? double?.replace(/\\(["\\$])/g, '$1') ?? plain ?? '']];
  });
  return new Map(found);
}
