import { closeSync, openSync, readSync } from 'node:fs';
import { InputError } from './errors';

/** Far more than any file that is read here holds; /dev/zero never ends. */
const mostBytes = 16 * 2 ** 20;

/** @throws {InputError} for a file that is larger */
export function bytesOf(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const parts: Buffer[] = [];
    for (let length = 0; ; ) {
      const part = Buffer.allocUnsafe(64 * 1024);
      const read = readSync(handle, part, 0, part.length, null);
      if (read === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, read));
      length += read;
      if (length > mostBytes)
        throw new InputError(`${file}: has more than ${mostBytes} bytes, as no such file has: name another one`);
    }
  } finally {
    closeSync(handle);
  }
}
