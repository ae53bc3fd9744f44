import { allOf } from '../support/all';

allOf(__dirname);
