import type { LocatedFinding, Path } from './finding';
import { located } from './located';
import type { Parsed } from './parse';
import { looksSecret } from './secret-values';

/** A declaration is committed and rendered: no text in it may be a secret, whatever key it stands at. */
export function secretFindings(parsed: Parsed): LocatedFinding[] {
  return texts(parsed.value, []).flatMap(({ path, text }) => {
    const what = looksSecret(text);
    if (what === undefined) return [];
    const fix =
      'put it into a Secret and refer to that, e.g. by mastodon.envFromSecrets; and change it, since it was written down';
    return [
      located(
        'declaration/secret-value',
        path,
        `holds what looks like ${what}; allowed: names of Secrets only`,
        fix,
        parsed.positions.value(path),
      ),
    ];
  });
}

function texts(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((one, index) => texts(one, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [
    { path: [...path, key], text: key },
    ...texts(one, [...path, key]),
  ]);
}
