import { cpus, loadavg, totalmem } from 'node:os';

/** The machine and the day in words that tell nobody whose it is. */
export function machine(): string {
  const [first] = cpus();
  const model = first?.model
    .replace(/\((R|TM)\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${day}, ${cpus().length} processors (${model}), ${memory} GiB of memory, ${process.platform}, Node ${process.versions.node}`;
}

/** Of the last minute: how many processes wanted a processor. */
export const load = () => (loadavg()[0] ?? 0).toFixed(1);
