import { Progress, progressText, spanText } from '../../lib/cli/fleet/progress';

const { isTTY } = process.stderr;
let said: string[];

beforeEach(() => {
  said = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.stderr.isTTY = isTTY;
});

test('how many, how fast, how long still', () => {
  expect(progressText('rendered', 25, 100, 5)).toBe('25 of 100 sites rendered, 5.0 sites/s, 15 s left');
  expect(progressText('rendered', 500, 10_000, 10)).toBe('500 of 10000 sites rendered, 50 sites/s, 3 min 10 s left');
  expect(progressText('rendered', 0, 10, 5)).toBe('0 of 10 sites rendered');
});

test.each([
  [0.1, '1 s'],
  [59.5, '1 min 0 s'],
  [3601, '60 min 1 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(spanText(seconds)).toBe(text);
});

test('on a terminal one line, which is wiped before others; not drawn at each site', () => {
  process.stderr.isTTY = true;
  const progress = new Progress('rendered', 10);
  progress.at(1);
  progress.at(2);
  progress.clear();
  progress.clear();
  expect(said).toEqual([
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what wipes a line
    expect.stringMatching(/^\r\u001b\[K1 of 10 sites rendered, .* left$/),
    '\r\u001b[K',
  ]);
});

test('elsewhere nothing', () => {
  process.stderr.isTTY = false;
  const progress = new Progress('rendered', 10);
  progress.at(1);
  progress.clear();
  expect(said).toEqual([]);
});
