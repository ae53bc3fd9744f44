import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { page as pageOf } from '../../lib/report/page';
import { reportSource } from '../../lib/report/source';
import type { ShippedSite } from '../../lib/site/rule';
import { checked, shipped } from '../support/site';

// The report in a real Chromium: Debian's, or the one that CHROMIUM names.
jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'mammut-report-'));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const nine = `cluster: {nodes: [${Array.from(
  { length: 9 },
  (_, at) =>
    `{name: a-machine-with-a-long-name-${at}, address: 192.168.1.${11 + at}, memory: 16Gi, disk: 250Gi, dataDisk: 1Ti}`,
).join(', ')}]}\ndatabase: {instances: 5}\nredis: {instances: 5}`;
const sites: readonly (readonly [string, ShippedSite, string])[] = [
  ['home', 'home', ''],
  ['microk8s-jiva', 'microk8s-jiva', ''],
  ['one-node', 'one-node', ''],
  ['nine machines', 'home', nine],
  ['by chart, without backups', 'one-node', 'backup: none\nmastodon: {by: mastodon/helm-charts}'],
];

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // It reads pages that were made here, as root in CI.
    args: ['--no-sandbox'],
  });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test('the checker sees what is wrong', async () => {
  const page = await browser.newPage();
  await page.setContent('<p style="color:#ccc;background:#fff">pale</p>');
  expect((await violations(page)).map((one) => one.split(':')[0])).toEqual(
    expect.arrayContaining(['color-contrast', 'document-title', 'html-has-lang']),
  );
  await page.close();
});

describe.each(sites)('%s', (name, shippedName, overlay) => {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.html`);

  beforeAll(() => {
    const { findings, defaults } = checked(shippedName, overlay);
    writeFileSync(file, pageOf(reportSource(shipped(shippedName, overlay), { findings, defaults })));
  });

  const views = (['light', 'dark'] as const).flatMap((scheme) =>
    [360, 768, 1280].map((width) => [scheme, width] as const),
  );

  test.each(views)('%s, %d px wide: no violation, no error, no request, nothing sticks out', async (scheme, width) => {
    const told: string[] = [];
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 800 } });
    page.on('console', (message) => told.push(message.text()));
    page.on('pageerror', (error) => told.push(error.message));
    page.on('request', (request) => told.push(request.url()));
    const address = pathToFileURL(file).href;
    await page.goto(address);
    expect(told).toEqual([address]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('all that scrolls and every link is reached by the keyboard, the way to the page first', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
    await page.goto(pathToFileURL(file).href);
    const wanted = await page.locator('a:visible, .scrolling:visible').count();
    const reached: string[] = [];
    for (let times = 0; times < wanted; times++) {
      await page.keyboard.press('Tab');
      reached.push(String(await page.evaluate('document.activeElement.outerHTML.slice(0, 80)')));
    }
    expect(reached[0]).toContain('class="skip"');
    expect(new Set(reached).size).toBe(wanted);
    await page.close();
  });

  test('on paper nothing is cut off', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(pathToFileURL(file).href);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate("getComputedStyle(document.querySelector('.scrolling')).overflowX")).toBe('visible');
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    await page.close();
  });

  test('it is smaller than 300 KB', () => {
    expect(statSync(file).size).toBeLessThan(300_000);
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))",
  );
}
