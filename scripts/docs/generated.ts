import { baseJsonSchema, jsonSchema } from './json-schema';
import { reference } from './reference';
import { rulesPage } from './rules';

/** Every generated file of the repository outside dist/ and imports/, with its content. */
export function generated(): [file: string, content: string][] {
  return [
    ['site.schema.json', jsonSchema()],
    ['base.schema.json', baseJsonSchema()],
    ['docs/reference.md', reference()],
    ['docs/rules.md', rulesPage()],
  ];
}
