import { paintFor } from '../colour';
import { findingsReport, findingsText } from '../print';
import { isQuiet } from '../quiet';
import { errorText } from '../run';
import type { Done } from './crew';
import { badText, JsonList, summary, type Tally } from './text';

/** Tells people what becomes of each site, and all of it at the end. */
export class TextTeller {
  skipped(_file: string, _name: string | undefined): void {}

  rendered(file: string, outcome: Done<'render'>, clear: () => void): void {
    if ('fault' in outcome) {
      const { fault } = outcome;
      clear();
      process.stderr.write(errorText(fault.startsWith(file) ? fault : `${file}: ${fault}`));
      return;
    }
    const { findings, written } = outcome.result;
    if (written === undefined) {
      const errors = findings.filter(({ severity }) => severity === 'error');
      clear();
      process.stderr.write(findingsText(file, errors, paintFor(process.stderr)));
    } else if (written.change === 'written' && !isQuiet()) {
      clear();
      process.stdout.write(`${file}: ${written.files} files in ${written.folder}, written\n`);
    }
  }

  end(sites: number, out: string, tally: Tally, seconds: number): void {
    if (!isQuiet()) process.stdout.write(summary(sites, out, tally, seconds));
    process.stderr.write(badText(tally.bad, sites));
  }
}

/** The JSON document that fewer sites have too; those that were left say so in it. */
export class JsonTeller {
  private readonly list = new JsonList('{"sites": [', ']}');

  skipped(file: string, name: string | undefined): void {
    process.stdout.write(this.list.next({ name, file, changed: false, skipped: true }));
  }

  rendered(file: string, outcome: Done<'render'>, clear: () => void): void {
    clear();
    if ('fault' in outcome) {
      process.stderr.write(errorText(`${file}: ${outcome.fault}`));
      process.stdout.write(this.list.next({ file, fault: outcome.fault }));
      return;
    }
    const { name, findings, written, lockWritten } = outcome.result;
    const { folder, files, change } = written ?? { files: 0 };
    const report = { name, folder, files, changed: change === 'written', lockWritten };
    process.stdout.write(this.list.next({ ...report, ...findingsReport(file, findings) }));
  }

  end(): void {
    process.stdout.write(this.list.end());
  }
}
