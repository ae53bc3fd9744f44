import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generated } from '../../scripts/docs/generated';

describe('generated files are those of this schema and these rules (npm run docs)', () => {
  test.each(generated())('%s', (file, content) => {
    expect(readFileSync(join(__dirname, '..', '..', file), 'utf8')).toBe(content);
  });
});
