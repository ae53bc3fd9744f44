// cdk8s-plus-27 ships its generated kinds as one CommonJS file of 558 exports; a bundler must keep all of it.
// Rewritten as an ES module, kinds nobody imports fall out.

export function asModule(commonJs) {
  const typeInfo = /^_\w+ = JSII_RTTI_SYMBOL_1;\n\w+\[_\w+\] = \{.*\};\n/gm;
  const gvk = /^(\w+)\.GVK = (\{[^}]*\});\n/gm;
  const gvks = new Map([...commonJs.matchAll(gvk)].map(([, name, value]) => [name, value]));

  const module = commonJs
    .replace(/^\/\/# sourceMappingURL=.*$/m, '')
    .replace(/^"use strict";\nvar _a, .*;\nObject\.defineProperty\(exports, "__esModule".*\n/, '')
    .replace(/^exports\.\w+ = exports\..* = void 0;\n/m, '')
    .replace(/^const JSII_RTTI_SYMBOL_1 = .*\n/m, '')
    .replace('const cdk8s_1 = require("cdk8s");', "import { ApiObject } from 'cdk8s';")
    .replaceAll('cdk8s_1.ApiObject', 'ApiObject')
    .replace(typeInfo, '')
    .replace(gvk, '')
    .replace(/^(class (\w+).*\{\n)/gm, (head, line, name) =>
      gvks.has(name) ? `export ${line}static GVK = ${gvks.get(name)};\n` : `export ${head}`,
    )
    .replace(/^function /gm, 'export function ')
    .replace(/^exports\.(\w+) = \1;\n/gm, '')
    // The one enum.
    .replace(/^var (\w+);\n(?=\(function \(\1\))/m, 'export var $1;\n')
    .replace(/\b(\w+) = exports\.\1 \|\| \(exports\.\1 = \{\}\)/, '$1 || ($1 = {})');

  const leftover = module.match(/.*(?:\bexports\b|\brequire\(|\bcdk8s_1\b|JSII_RTTI|^\w+\.GVK).*/m);
  if (leftover) throw new Error(`cdk8s-plus-27 has a form this build does not know: ${leftover[0].slice(0, 200)}`);
  return module;
}
