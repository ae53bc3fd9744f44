import type { Site } from '../site/site';

/** Whether an operator runs the database: it makes the password's Secret, and can take a new major in place. */
export const isOperated = ({ database }: Site): boolean => database.engine === 'cloudnative-pg';
