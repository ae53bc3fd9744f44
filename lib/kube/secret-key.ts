/** One key of a Secret: the only way in which a secret is ever named. */
export interface SecretKey {
  readonly name: string;
  readonly key: string;
}
