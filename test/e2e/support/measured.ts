import { appendFileSync } from 'node:fs';

/** Says what a test measured, on the terminal and as a line of the file that `MAMMUT_E2E_FIGURES` names. */
export function measured(what: string, figure: string | number): void {
  process.stdout.write(`    ${what}: ${figure}\n`);
  const file = process.env.MAMMUT_E2E_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify({ what, figure, test: expect.getState().currentTestName })}\n`);
}

/** Seconds since a moment, to one digit. */
export function since(moment: number): number {
  return Math.round((Date.now() - moment) / 100) / 10;
}
