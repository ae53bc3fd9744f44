/** What a declaration extends: file as from the declaration's folder, e.g. `../base.yaml`, → its content. */
export type Bases = ReadonlyMap<string, string | BaseFault>;

/** Why a file that is there is no base. */
export interface BaseFault {
  /** What it is and what is allowed, lower case, no full stop. */
  readonly fault: string;
}

/** Looks up one base. @returns undefined where there is no such file */
export type BaseAt = (file: string) => string | BaseFault | undefined;
