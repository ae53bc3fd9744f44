/** How loud a word is. */
export type Tone = 'bad' | 'careful' | 'good' | 'heading';

export type Paint = (tone: Tone, text: string) => string;

/** Red, yellow, green, bold: ANSI's code that begins it, and the one that ends it. */
const codes: Readonly<Record<Tone, readonly [begin: number, end: number]>> = {
  bad: [31, 39],
  careful: [33, 39],
  good: [32, 39],
  heading: [1, 22],
};

export const plain: Paint = (_tone, text) => text;

const coloured: Paint = (tone, text) => {
  const [begin, end] = codes[tone];
  return `\u001b[${begin}m${text}\u001b[${end}m`;
};

/** Colours for the terminal that is written to; none in files and pipes, with NO_COLOR, or where TERM is dumb. Source: https://no-color.org. */
export function paintFor({ isTTY }: { readonly isTTY?: boolean }, { NO_COLOR, TERM } = process.env): Paint {
  return isTTY === true && !NO_COLOR && TERM !== 'dumb' ? coloured : plain;
}
