// What cdk8s generates for a kind turns its fields into JSON by making an object of all fields that the kind could
// have, and copying it without those that are undefined; all of it from a copy of a copy, in which cdk8s has looked for
// lazy values, tokens and unions. Mammut has only plain values and those unions whose value the generated code asks for
// itself: each object is written at once, from what it was made of, with the fields that it has.

const leavingOut = String.raw`\(\(r, i\) => \(i\[1\] === undefined\) \? r : \(\{ \.\.\.r, \[i\[0\]\]: i\[1\] \}\), \{\}\)`;

const fields = new RegExp(
  String.raw`const result = \{\n((?:\s+'[^']+': .*,\n)*)\s*\};\n\s*// filter undefined values\n\s*return Object\.entries\(result\)\.reduce${leavingOut};`,
  'g',
);
const map = new RegExp(String.raw`Object\.entries\((obj\.\w+)\)\.reduce${leavingOut}`, 'g');
const copy = /const resolved = super\.toJson\(\);/g;

/** @param text of a module of generated kinds, TypeScript or JavaScript */
export function writtenAtOnce(text) {
  const rewritten = text
    .replace(fields, (_, lines) => {
      const each = lines.replace(/^(\s+)('[^']+'): (.*),$/gm, '$1if ((value = $3) !== undefined) result[$2] = value;');
      return `const result = {}; let value;\n${each}return result;`;
    })
    .replace(map, 'withoutUndefined($1)')
    .replace(copy, 'const resolved = { ...this.props, metadata: this.metadata.toJson() };');
  if (/\breturn Object\.entries\(result\)|super\.toJson/.test(rewritten))
    throw new Error('cdk8s generates kinds in a form that this build does not know');
  return rewritten + withoutUndefined;
}

const withoutUndefined = `
function withoutUndefined(map) {
  const kept = {};
  for (const key in map) if (map[key] !== undefined) kept[key] = map[key];
  return kept;
}
`;
