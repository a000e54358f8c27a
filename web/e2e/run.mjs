// End-to-end tests of the browser application: headless Chromium, the real server, its example data; on SQLite and, where it is
// installed, on PostgreSQL, side by side.
//   node web/e2e/run.mjs [sqlite|postgresql|postgresql://…] [NAME…]     NAME: only these tests
// Ends with 77 (skipped) where node's packages, web/dist, the program or Chromium are absent.
// MINGZHANG_SCREENSHOTS=DIR keeps a picture of each page at 1440 and 360 pixels.
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {start_postgresql} from './postgresql.mjs';
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
const named = /^(sqlite|postgresql)/.test(first ?? '');
const wanted = named || !first ? others : [first, ...others];
const databases = named ? [first] : ['sqlite', 'postgresql'];
const pictures = process.env.MINGZHANG_SCREENSHOTS;
if (pictures) mkdirSync(pictures, {recursive: true});

export function expect(holds, what) {
  if (!holds) throw new Error(`expected: ${what}`);
}

class Visit {
  // `looks`: whether pages are examined; what they look like does not depend on the database.
  constructor(server, looks) {
    Object.assign(this, {server, looks, errors: [], contexts: []});
  }
  // A window of one's own, signed in as this user; any error of the page or refused by its policy fails the test.
  async open(user, language = 'zh-CN', size = {width: 1440, height: 900}) {
    const context = await browser.newContext({viewport: size, locale: language, acceptDownloads: true});
    this.contexts.push(context);
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
    if (!this.looks) return;
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
const browser = await chromium.launch({executablePath: chromium_path(), args: kFlags});

// All tests that are wanted, one after another; the number of those that failed.
async function run_on(server, database, looks) {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    if (wanted.length && !wanted.includes(name)) continue;
    const visit = new Visit(server, looks);
    const before = Date.now();
    try {
      await test(visit, expect);
      expect(visit.errors.length === 0, `no errors in the page, but\n  ${visit.errors.join('\n  ')}`);
      console.log(`ok      ${database} ${name} (${Date.now() - before} ms)`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${database} ${name}: ${error.message}${visit.errors.length ? `\n  ${visit.errors.join('\n  ')}` : ''}`);
      const page = visit.contexts.at(-1)?.pages().at(-1);
      if (pictures && page) await page.screenshot({path: join(pictures, `failed-${name}.png`), fullPage: true}).catch(() => {});
    }
    for (const context of visit.contexts) await context.close().catch(() => {});
  }
  await server.stop();
  return failed;
}

// On a database of its own, begun and ended here.
async function run(database, looks) {
  const postgresql = database === 'postgresql' ? await start_postgresql() : null;
  if (database === 'postgresql' && !postgresql) {
    console.log('skipped postgresql: it is not installed (Debian: apt-get install postgresql)');
    return 0;
  }
  try {
    return await run_on(await start_server(postgresql?.address ?? (database === 'sqlite' ? undefined : database)), database.split(':')[0], looks);
  } finally {
    await postgresql?.stop();
  }
}

const failed = (await Promise.all(databases.map((database, i) => run(database, i === 0)))).reduce((sum, each) => sum + each, 0);
await browser.close();
process.exit(failed ? 1 : 0);
