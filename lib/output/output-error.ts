import { types } from 'node:util';

/** The output could not be written; the message says what, where and how to mend it. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

const causes: Record<string, string> = {
  EACCES: 'permission denied: make the folder above writable for this user, or choose another output folder',
  EPERM: 'permission denied: make the folder above writable for this user, or choose another output folder',
  EROFS: 'the file system is read-only: choose another output folder',
  ENOENT: 'the folder above takes no others: choose another output folder',
  ENOSPC: 'no space left on the disk: free some and run again',
  EDQUOT: 'the disk quota is used up: free some space and run again',
  EFBIG: 'the file is larger than this process may write: raise the limit (`ulimit -f`) and run again',
  ENOTDIR: 'part of the path is a file: move it away, or choose another output folder',
  EEXIST: 'part of the path is a file: move it away, or choose another output folder',
  ENAMETOOLONG: 'the path is too long: choose an output folder with a shorter path',
};

/** What the system refused, in words; errors of the program itself stay what they are. */
export function asOutputError(error: unknown, folder: string): unknown {
  if (!isSystemError(error)) return error;
  const cause = causes[error.code] ?? error.message;
  const place = error.path ?? folder;
  return new OutputError(`cannot write ${place}: ${cause}; ${folder} is as it was`, { cause: error });
}

function isSystemError(error: unknown): error is Error & { readonly code: string; readonly path?: string } {
  return types.isNativeError(error) && 'code' in error && typeof error.code === 'string';
}
