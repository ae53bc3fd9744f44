/**
 * The name in a declaration, without a YAML parser: thousands are looked at before the first is rendered. Undefined where
 * more than a look is needed to be sure: where the text extends another one, or is not one block of keys in which the
 * only line that begins with `name:` is a plain one.
 */
export function nameAtSight(text: string): string | undefined {
  if (!/^(#.*\n|\n)*[A-Za-z]+:/.test(text) || /^(extends|---|\.\.\.)/m.test(text)) return undefined;
  const [line, another] = text.match(/^name:.*$/gm) ?? [];
  return another === undefined ? /^name: ([a-z0-9-]+)$/.exec(line ?? '')?.[1] : undefined;
}
