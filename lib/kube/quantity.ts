const factors: Readonly<Record<string, number>> = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  '': 1,
};

/** Bytes of a Kubernetes quantity. Shape: `16Gi` → 17179869184. */
export function bytes(quantity: string): number {
  const [, digits, unit] = /^([\d.]+)(Ki|Mi|Gi|Ti|k|M|G|T|)$/.exec(quantity) ?? [];
  const factor = unit === undefined ? undefined : factors[unit];
  if (digits === undefined || factor === undefined) throw new Error(`not a quantity of bytes: ${quantity}`);
  return Number(digits) * factor;
}

/** Thousandths of a processor. Shape: `250m` → 250, `2` → 2000. */
export function millicores(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
}

/** Bytes for people. Shape: 17179869184 → `16Gi`; rounded down to tenths. */
export function bytesText(count: number): string {
  const gibi = count / 2 ** 30;
  return gibi >= 1 ? `${Math.floor(gibi * 10) / 10}Gi` : `${Math.floor(count / 2 ** 20)}Mi`;
}

/** Seconds of a time span. Shape: `10m` → 600. */
export function seconds(duration: string): number {
  const unit = duration.slice(-1);
  return Number(duration.slice(0, -1)) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
}
