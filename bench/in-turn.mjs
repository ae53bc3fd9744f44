// Times two commands in turn, A B A B …, as whole processes: node bench/in-turn.mjs [--runs 15] 'COMMAND A' 'COMMAND B'
// Machines drift; the ratio of neighbours does not. Words are split at blanks, no shell is between.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '15' } },
});
const runs = Number(values.runs);
if (positionals.length !== 2 || !(runs >= 1)) {
  process.stderr.write("usage: node bench/in-turn.mjs [--runs 15] 'COMMAND A' 'COMMAND B'\n");
  process.exit(2);
}

/** Seconds that one run takes, from start to end. */
function seconds(command) {
  const [program, ...args] = command.split(' ');
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(program, args, { stdio: 'ignore' });
  if (error || status !== 0) throw new Error(`${command}: ${error?.message ?? `exit code ${status}`}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

for (const command of positionals) seconds(command);
const pairs = Array.from({ length: runs }, () => positionals.map(seconds));
const [a, b] = [0, 1].map((index) => median(pairs.map((pair) => pair[index])));
const ratio = median(pairs.map(([one, other]) => one / other));
process.stdout.write(
  `A ${a.toFixed(3)} s, B ${b.toFixed(3)} s, A/B ${ratio.toFixed(2)} (medians of ${runs}, in turn)\n`,
);
