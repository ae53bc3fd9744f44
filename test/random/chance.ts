/** A source of choices that a seed decides alone: the same number gives the same site on every machine. */
export class Chance {
  private state: number;

  /** @param index each index of a seed is a source of its own, so that one site can be made again without the others */
  constructor(seed: number, index: number) {
    this.state = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul((index + 1) | 0, 0x85ebca6b)) | 0;
    for (let round = 0; round < 4; round++) this.next();
  }

  /** From 0 up to 1, 1 excluded (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.whole(0, from.length - 1)] as T;
  }

  /** Some of them, in their order; one at least. */
  some<T>(from: readonly T[]): T[] {
    const taken = from.filter(() => this.happens(0.5));
    return taken.length > 0 ? taken : [this.pick(from)];
  }

  shuffled<T>(from: readonly T[]): T[] {
    return from
      .map((one) => [this.next(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one);
  }
}
