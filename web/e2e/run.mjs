// End-to-end tests of the browser application: headless Chromium, the real server, its example data.
//   node web/e2e/run.mjs [DATABASE] [NAME…]     DATABASE: postgresql://… instead of a SQLite file; NAME: only these tests
// Ends with 77 (skipped) where node's packages, web/dist, the program or Chromium are absent.
// MINGZHANG_SCREENSHOTS=DIR keeps a picture of each page at 1440 and 360 pixels.
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {chromium_path, dist, program, start_server} from './server.mjs';

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(77);
}
const require = createRequire(import.meta.url);
if (!existsSync(program)) skip(`${program} is not built`);
if (!existsSync(join(dist, 'index.html'))) skip('web/dist is not built (make web)');
if (!chromium_path()) skip('no Chromium (Debian: apt-get install chromium)');
let chromium, axe;
try {
  ({chromium} = await import('playwright-core'));
  axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
} catch {
  skip('the packages of web/ are not installed (make web)');
}

const kFlags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const [first, ...others] = process.argv.slice(2);
const database = first?.includes(':') ? first : undefined;
const wanted = database || !first ? others : [first, ...others];
const pictures = process.env.MINGZHANG_SCREENSHOTS;
if (pictures) mkdirSync(pictures, {recursive: true});

export function expect(holds, what) {
  if (!holds) throw new Error(`expected: ${what}`);
}

class Visit {
  constructor(server, browser, errors) {
    Object.assign(this, {server, browser, errors});
  }
  // A window of one's own, signed in as this user; any error of the page or refused by its policy fails the test.
  async open(user, language = 'zh-CN', size = {width: 1440, height: 900}) {
    const context = await this.browser.newContext({viewport: size, locale: language, acceptDownloads: true});
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    page.on('pageerror', (error) => this.errors.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error' && !/status of (4\d\d|50[13])/.test(text)) this.errors.push(`${page.url()}: ${text}`);
    });
    if (user) {
      await page.goto(`${this.server.url}/sign-in`);
      await page.fill('input[name=name]', user);
      await page.fill('input[name=password]', this.server.passwords[user]);
      await page.click('form button[type=submit]');
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    }
    return page;
  }
  go(page, path) {
    return page.goto(this.server.url + path);
  }
  // What anybody must be able to use: no violation of WCAG A or AA, no page wider than the window at 360 pixels.
  async examine(page, name) {
    await page.waitForTimeout(400);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await window.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], iframes: false})).violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} (${node.failureSummary})`).join(' | ')}`));
    expect(found.length === 0, `${name}: no violation found by axe, but\n  ${found.join('\n  ')}`);
    if (pictures) await page.screenshot({path: join(pictures, `${name}-1440.png`), fullPage: true});
    const size = page.viewportSize();
    await page.setViewportSize({width: 360, height: 740});
    await page.waitForTimeout(350);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (pictures) await page.screenshot({path: join(pictures, `${name}-360.png`), fullPage: true});
    expect(width <= 360, `${name}: fits 360 pixels, but is ${width} wide`);
    await page.setViewportSize(size);
  }
}

const {tests} = await import('./tests.mjs');
const server = await start_server(database);
const browser = await chromium.launch({executablePath: chromium_path(), args: kFlags});
let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const errors = [];
  const before = Date.now();
  try {
    await test(new Visit(server, browser, errors), expect);
    expect(errors.length === 0, `no errors in the page, but\n  ${errors.join('\n  ')}`);
    console.log(`ok      ${name} (${Date.now() - before} ms)`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}: ${error.message}${errors.length ? `\n  ${errors.join('\n  ')}` : ''}`);
    const page = browser.contexts().at(-1)?.pages().at(-1);
    if (pictures && page) await page.screenshot({path: join(pictures, `failed-${name}.png`), fullPage: true}).catch(() => {});
  }
  for (const context of browser.contexts()) await context.close();
}
await browser.close();
await server.stop();
process.exit(failed ? 1 : 0);
