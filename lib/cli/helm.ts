import { outputOf } from './tool';

/** What the person's own helm prints. */
export const helm = (...words: string[]): string => outputOf('helm', 'https://helm.sh', words);
