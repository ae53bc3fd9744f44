/**
 * YAML of maps with a comment above each key that a path names. Shape of a path: `speaker.frr`; a key with a dot in it stands as
 * it is written.
 */
export function commented(yaml: string, reasons: Readonly<Record<string, string>>): string {
  const above: { readonly indent: number; readonly key: string }[] = [];
  return yaml
    .split('\n')
    .flatMap((line) => {
      const [, blanks = '', key] = /^( *)"?([A-Za-z0-9_./-]+)"?:(?: |$)/.exec(line) ?? [];
      if (key === undefined) return [line];
      while ((above.at(-1)?.indent ?? -1) >= blanks.length) above.pop();
      above.push({ indent: blanks.length, key });
      const reason = reasons[above.map((one) => one.key).join('.')];
      return reason === undefined ? [line] : [`${blanks}# ${reason}`, line];
    })
    .join('\n');
}
