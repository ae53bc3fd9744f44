/** Findings about the text of a declaration, before any rule looks at it. */
export const readRules = [
  {
    name: 'declaration/yaml',
    severity: 'error',
    why: 'the file is not readable as YAML 1.2',
    fix: 'mend the indentation or the quotes at the place that is named',
  },
  {
    name: 'declaration/too-large',
    severity: 'error',
    why: 'a declaration of more than 64 KiB is no declaration',
    fix: 'split it into several sites',
  },
  {
    name: 'declaration/too-deep',
    severity: 'error',
    why: 'the file nests deeper than any declaration does',
    fix: 'compare it with one of the shipped sites',
  },
  {
    name: 'declaration/too-many-aliases',
    severity: 'error',
    why: 'each alias repeats a value, and a few lines of them make more values than any machine holds',
    fix: 'write the values out',
  },
  {
    name: 'declaration/too-many-values',
    severity: 'error',
    why: 'a declaration of more than 10,000 values is no declaration; aliases count as what they repeat',
    fix: 'declare less, and repeat no lists by aliases',
  },
  {
    name: 'declaration/character',
    severity: 'error',
    why: 'terminals and editors obey some characters instead of showing them: whoever reviews the file sees another text than the one that is read',
    fix: 'delete the character',
  },
  {
    name: 'declaration/extends',
    severity: 'error',
    why: 'a base that is not there, leads back to itself or is no plain YAML file beside would leave a site without what it shares with others',
    fix: 'name plain YAML files by their path from the file that extends them',
  },
  {
    name: 'declaration/key',
    severity: 'error',
    why: 'a key is no word: a map or an empty text',
    fix: 'write a key of the reference page',
  },
  {
    name: 'declaration/double-key',
    severity: 'error',
    why: 'a key stands twice in one map; other programs silently take the last',
    fix: 'delete one of them',
  },
  {
    name: 'declaration/unknown-key',
    severity: 'error',
    why: 'a key that nothing reads would be ignored in silence',
    fix: 'write the nearest known key, or delete it',
  },
  {
    name: 'declaration/missing-key',
    severity: 'error',
    why: 'a key that has no sensible default is missing',
    fix: 'add it',
  },
  {
    name: 'declaration/wrong-value',
    severity: 'error',
    why: 'a value is not of the kind that its key takes; versions need quotes, since YAML reads 1.30 as 1.3',
    fix: 'write one of the allowed values',
  },
  {
    name: 'declaration/guest',
    severity: 'error',
    why: 'a guest takes cluster, network and storage from its host, whose declaration lies beside its own or below: a declaration reads nothing else of the machine',
    fix: 'name the file of a site that renders, and leave out what it declares',
  },
  {
    name: 'declaration/secret-value',
    severity: 'error',
    why: 'a secret in the declaration ends in git and in the output',
    fix: 'put it into a Secret and refer to that, e.g. by mastodon.envFromSecrets',
  },
] as const;
