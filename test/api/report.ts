/** What one Kubernetes version said of one site. */
export interface Row {
  readonly version: string;
  readonly site: string;
  readonly objects: number;
  readonly accepted: number;
  readonly pods: number;
  /** For each check that was made, what it complains of; a check without complaints has passed. */
  readonly complaints: Readonly<Record<string, readonly string[]>>;
}

const toldInFull = 20;

/** Prints a row's complaints as soon as it is there. */
export function printComplaints({ version, site, complaints }: Row): void {
  for (const [check, lines] of Object.entries(complaints)) {
    if (lines.length === 0) continue;
    console.log(`\n${version} ${site}: ${check}: FAILED`);
    for (const [index, line] of lines.entries()) console.log(`  ${index < toldInFull ? line : line.slice(0, 200)}`);
  }
}

/** Prints all rows and the count of checks; gives how many failed. */
export function printSummary(rows: readonly Row[]): number {
  const header = ['version', 'site', 'objects', 'accepted', 'refused', 'changed twice', 'pods', 'pods refused'];
  const table = rows.map((row) => [
    row.version,
    row.site,
    row.objects,
    row.accepted,
    row.objects - row.accepted,
    row.complaints['applied twice']?.length ?? '-',
    row.pods,
    row.complaints['pods admitted']?.length ?? '-',
  ]);
  const lines = [header, ...table].map((cells) => cells.map(String));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  console.log();
  for (const cells of lines) {
    const padded = cells.map((cell, column) =>
      column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(padded.join('  ').trimEnd());
  }
  const checks = rows.flatMap(({ complaints }) => Object.values(complaints));
  const failed = checks.filter((lines) => lines.length > 0).length;
  console.log(`\n${checks.length - failed} passed, ${failed} failed`);
  return failed;
}
