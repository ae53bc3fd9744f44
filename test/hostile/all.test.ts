import { allOf } from '../support/all';

allOf('hostile', (file) => require(`./${file}.test.ts`));
