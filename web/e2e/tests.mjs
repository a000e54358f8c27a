// One test a screen. They use the application as a person does and look at what the server then has.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './server.mjs';

const kUnit = '云山县图书馆';

// The published disclosure of the example, printed as a PDF after one figure of 表6 was mistyped: 11.82 for 11.28.
async function mistyped_pdf(visit) {
  const html = await (await fetch(`${visit.server.url}/api/v1/public/units/3/2024/budget/files/disclosure.html`)).text();
  const row = html.indexOf('津贴补贴');
  const page = await visit.open(null);
  await page.setContent(html.slice(0, row) + html.slice(row).replace('11.28', '11.82'));
  const path = join(visit.server.folder, '云山县图书馆2024年部门预算.pdf');
  writeFileSync(path, await page.pdf({format: 'A4', margin: {top: '1.5cm', bottom: '1.5cm', left: '1.5cm', right: '1.5cm'}}));
  await page.context().close();
  return path;
}

async function check(visit, expect) {
  const pdf = await mistyped_pdf(visit);
  const page = await visit.open('clerk');
  await visit.go(page, '/check');
  await page.waitForSelector('table.list tbody tr');
  await page.setInputFiles('input[type=file]', [pdf, join(root, 'examples/disclosure.txt')]);
  await page.waitForFunction(() => document.querySelectorAll('.uploads .state.done').length === 2, null, {timeout: 60_000});
  await visit.examine(page, 'check');

  await page.click('.uploads li:has-text("disclosure.txt") a');
  await page.waitForSelector('.findings li');
  expect((await page.locator('.findings li').count()) === 5, 'five findings in the example as text');
  expect((await page.textContent('.evidence')).includes('11.82'), 'the printed figure is shown where there are no pages');
  const current = () => page.textContent('.findings li[aria-current=true] .message');
  const before = await current();
  await page.keyboard.press('j');
  expect((await current()) !== before, 'j goes to the next finding');
  await page.keyboard.press('k');
  expect((await current()) === before, 'k goes back');
  await visit.examine(page, 'check-text');

  await visit.go(page, '/check');
  const row = page.locator('table.list tr:has(a:text-is("disclosure.txt"))').first();
  expect(/错误\s*[1-9]/.test(await row.textContent()), `the list says what was found: ${await row.textContent()}`);
  expect(/有错误 [1-9]\d* 份/.test(await page.textContent('.counts')), 'and how many documents have errors');
  await page.setInputFiles('input[type=file]', {name: '扫描件.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])});
  await page.waitForSelector('table.list tr:has-text("扫描件.png") .tag:text-is("无法核对")');
  await page.waitForSelector('.uploads li:has-text("扫描件.png") a:text-is("无法核对")');
  await page.click('a:has-text("部门预算.pdf")');
  await page.click('.finding:has-text("11.82")');
  expect((await page.textContent('.detail')).includes('11.28'), 'the right figure is proposed');
  await page.waitForSelector('.mark.now');
  const mark = await page.locator('.mark.now').boundingBox(), sheet = await page.locator('.sheet').boundingBox();
  expect(mark.x >= sheet.x - 4 && mark.y >= sheet.y - 4 && mark.x + mark.width <= sheet.x + sheet.width + 4 && mark.width < sheet.width, 'the mark lies on the page');
  expect(/\/ [1-9]/.test(await page.textContent('.page-turn')), 'the viewer knows how many pages there are');
  await page.keyboard.press('+');
  await page.waitForSelector('.sheet.zoom-1 .mark.now');
  await page.keyboard.press('-');
  await page.waitForSelector('.sheet.zoom-0');
  await visit.examine(page, 'check-pdf');

  await page.keyboard.press('3');
  await page.waitForSelector('.verdict [role=alert]');  // accepted, but why?
  await page.fill('.verdict input', '已在说明中列明');
  await page.click('.verdict .switch button:has-text("可以接受")');
  await page.waitForSelector('.finding .judged');
  await page.reload();
  await page.waitForSelector('.finding .judged');
  expect((await page.textContent('.finding .judged')) === '可以接受', 'the verdict is kept');

  for (const ending of ['XLSX', 'SARIF', 'JSON', 'PDF']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`.tools button:has-text("${ending}")`)]);
    const bytes = readFileSync(await download.path());
    expect(bytes.length > 500, `${ending} report has content`);
    if (ending === 'PDF') expect(bytes.subarray(0, 5).toString() === '%PDF-', 'the PDF report is a PDF');
  }
}

async function public_view(visit, expect) {
  const page = await visit.open(null);
  await visit.go(page, '/');
  await page.waitForSelector('.units a');
  await visit.examine(page, 'public');
  await page.fill('input[name=q]', '培训费');
  await page.keyboard.press('Enter');
  await page.waitForSelector('table.list tbody tr');
  expect((await page.textContent('table.list')).includes('0.30'), 'the search finds the printed figure');
  await visit.examine(page, 'public-search');

  await visit.go(page, '/');
  await page.click(`.units a:has-text("${kUnit}")`);
  await page.waitForSelector('.chart canvas');
  expect((await page.textContent('.tiles')).includes('225.25'), 'the total income is shown');
  const years = await page.locator('table.by-year thead th').allTextContents();
  expect(years.includes('2023') && years.includes('2024'), `the years are compared: ${years}`);
  await page.click('[aria-label="金额单位"] button:has-text("元"):not(:has-text("万"))');
  expect((await page.textContent('.tiles')).includes('2,252,530.40'), 'sums are shown in yuan as well');
  await page.click('[aria-label="金额单位"] button:has-text("万元")');
  await page.selectOption('select[name=table]', 'general_basic');
  await page.waitForSelector('h3:has-text("表6")');
  expect((await page.locator('table.printed').count()) > 0, 'a table is shown');
  await visit.examine(page, 'public-unit');

  await page.click('a[href^="/d/2024/"]:not([href*="."])');
  await page.waitForURL('**/d/2024/**');
  await page.waitForSelector('table.printed');
  expect((await page.textContent('h1')).includes('表6'), 'the permanent link shows its table');
  for (const ending of ['JSON', 'CSV']) {
    const answer = await page.request.get(new URL(await page.getAttribute(`.share a:has-text("${ending}")`, 'href'), visit.server.url).href);
    expect(answer.ok() && (await answer.text()).includes('170.75'), `${ending} beside the permanent link has its figures`);
  }
  await visit.go(page, `/d/2024/${encodeURIComponent(kUnit)}/${encodeURIComponent('表6')}#r1c1`);
  await page.waitForSelector('td#r1c1');
  expect((await page.textContent('td#r1c1')) === '170.75', 'the figure of the permanent link is the printed one');
  await visit.examine(page, 'public-table');

  await visit.go(page, '/compare?units=3,4');
  await page.waitForSelector('.box.warn');
  await page.waitForSelector('.chart canvas');
  await visit.examine(page, 'public-compare');

  await page.click('button:has-text("English")');
  await page.waitForSelector('h1:has-text("Compare")');
  expect((await page.getAttribute('html', 'lang')) === 'en', 'the page says that it is English');
}

async function fill(visit, expect) {
  const page = await visit.open('clerk');
  await visit.go(page, '/filings');
  await page.selectOption('select[name=unit]', {label: '云山县文化馆'});
  await page.fill('input[name=year]', '2024');
  await page.selectOption('select[name=form]', 'xinjiang-budget-2024');
  await visit.examine(page, 'fill-list');
  await page.click('form button[type=submit]');
  await page.waitForURL('**/filings/*');
  const path = new URL(page.url()).pathname;
  const id = path.split('/').at(-1);

  // The workbook: downloaded empty; one that is wrong is refused cell by cell, and nothing is saved.
  await page.waitForSelector('.tabulator');
  const [workbook] = await Promise.all([page.waitForEvent('download'), page.click('button:text-is("下载工作簿")')]);
  const empty = join(visit.server.folder, `workbook-${id}.xlsx`);
  await workbook.saveAs(empty);
  expect(readFileSync(empty).subarray(0, 2).toString() === 'PK', 'the workbook is an xlsx');
  await page.setInputFiles('input[type=file]', empty);
  await page.waitForSelector('table.problems tbody tr');
  expect((await page.locator('table.problems code').first().textContent()).length > 0, 'each problem names its cell');
  await page.locator('table.problems button.cell').first().click();
  expect((await page.getAttribute('#tab-profile', 'aria-selected')) === 'true', 'the sheet of the problem is shown');
  await visit.examine(page, 'fill-problems');
  await page.click('#tab-lines');
  await page.click('button:text-is("关闭")');

  await page.setInputFiles('input[type=file]', join(root, 'examples/ledger.json'));
  await page.waitForFunction(() => document.querySelector('[data-total]')?.textContent === '225.25');
  await page.waitForSelector('.fill aside .good-text');  // the live check has answered
  const total = () => page.textContent('[data-total]');

  // A row by keyboard: codes by digits or name, Tab to the right, Enter down. Cells that are derived are passed over.
  await page.click('button:has-text("加一行")');
  const type = async (text) => {
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(text);  // as an input method does
    await page.keyboard.press('Tab');
  };
  await page.keyboard.type('2070104');
  await page.keyboard.press('Tab');
  await type('差旅费');
  await type('公用经费');
  await page.keyboard.press('Tab');
  await type('一般财力');
  await page.keyboard.type('1500.5');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('[data-total]')?.textContent === '225.40');
  const typed = await page.locator('.tabulator-row').nth(-2).locator('.tabulator-cell').allTextContents();
  expect(typed.join('|').includes('2070104|图书馆|30211|差旅费|公用经费||一般财力|1,500.50'), `the row says what was typed: ${typed.join('|')}`);
  // One amount too much shows at once: public funds no longer fit what the agency's running costs say.
  await page.waitForSelector('.fill aside .tag:has-text("CRS109")');
  await visit.examine(page, 'fill');

  // Copied to and pasted from Excel; undone; kept over a reload.
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  const paste = (text) => page.locator('.tabulator-tableholder').evaluate((place, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    place.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
  }, text);
  for (let i = 0; i < 9; ++i) await page.keyboard.press('ArrowLeft');
  await paste('2070104\t图书馆\t30201\t办公费\t公用经费\t\t一般财力\t１,000.00\t900\n图书馆\t\t印刷费\t\t公用经费\t\t一般财力\t2000\n');
  await page.waitForFunction(() => document.querySelector('[data-total]')?.textContent === '225.70');
  await page.keyboard.press('Control+z');
  expect((await total()) === '225.40', 'undo takes the paste back');
  await page.keyboard.press('Control+y');
  expect((await total()) === '225.70', 'redo brings it again');
  await page.keyboard.press('Control+z');
  await page.waitForTimeout(800);
  await page.evaluate(() => (window.onbeforeunload = null));
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await page.waitForSelector('.box:has-text("已恢复")');
  expect((await total()) === '225.40', 'what was not saved is there again');

  // All that is not lines: indicators, projects, reasons, the unit itself.
  await page.click('#tab-targets');
  await page.waitForSelector('.tabulator-row');
  await page.click('.choices-list button:has-text("馆舍维修")');
  await page.click('button:has-text("加一行")');
  await type('产出指标');
  await type('数量指标');
  await type('维修面积');
  await type('≥');
  await page.keyboard.type('120');
  await page.keyboard.press('Tab');
  await type('平方米');
  await page.keyboard.type('100');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.choices-list [aria-pressed=true]:has-text("100 分")');
  await visit.examine(page, 'fill-targets');
  await page.click('#tab-projects');
  await page.click('.choices-list button:has-text("公益讲座")');
  await page.getByLabel('设立的政策依据').fill('年度文化惠民安排');
  await page.getByLabel('设立的政策依据').blur();
  await visit.examine(page, 'fill-projects');
  // Without its reason a change is asked about, and the reason is written where it is asked for.
  await page.click('#tab-remarks');
  await page.waitForSelector('.tabulator-row');
  await page.click('button:has-text("删除所选行")');
  await page.waitForSelector('.asked li');
  await visit.examine(page, 'fill-remarks');
  await page.fill('.asked input', '新增一名在职人员');
  await page.click('.asked button');
  await page.waitForSelector('.asked', {state: 'detached'});
  await page.click('#tab-procurement');
  await page.waitForSelector('.tabulator-row:has-text("政府采购货物")');
  await visit.examine(page, 'fill-procurement');

  await page.click('button[role=tab]:has-text("公开稿预览")');
  const frame = page.frameLocator('iframe.preview');
  await frame.locator('text=云山县文化馆').first().waitFor();
  await visit.examine(page, 'fill-preview');
  await page.click('#tab-profile');
  await visit.examine(page, 'fill-profile');

  await page.click('button:text-is("保存")');
  await page.waitForSelector('.box.good:has-text("第 1 版")');
  const saved = await page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1/filings/${id}/ledger`);
  const example = JSON.parse(readFileSync(join(root, 'examples/ledger.json'), 'utf8'));
  expect(saved.lines.length === example.lines.length + 1, `nothing but the new line was added: ${saved.lines.length}`);
  expect(saved.facts.projects.find((each) => each.name === '馆舍维修').indicators[0].comparator === '>=', 'the indicator is saved');
  expect(saved.facts.projects.find((each) => each.name === '公益讲座').basis === '年度文化惠民安排', 'the basis of the project is saved');
  expect(saved.facts.reasons.some((each) => each.reason === '新增一名在职人员' && each.source === 'fiscal.general'), 'the reason is saved for what was asked about');
  expect(JSON.stringify(saved.facts.purposes) === JSON.stringify(example.facts.purposes), 'what was not touched is as it was');

  // Somebody else saves meanwhile: neither what is typed here is lost, nor theirs; both are merged.
  const write = async (who, label, text) => {
    await who.click('#tab-profile');
    await who.getByLabel(label).fill(text);
    await who.getByLabel(label).blur();
  };
  const other = await visit.open('clerk');
  await visit.go(other, path);
  await other.waitForSelector('.tabulator-row');
  await write(page, '整体绩效联系人', '办公室甲');
  await write(other, '主要职能', '服务全县群众文化生活。');
  await other.click('button:text-is("保存")');
  await other.waitForSelector('.box.good:has-text("第 2 版")');
  await page.reload();  // what was typed is compared with what it began with, not with what is there by now
  await page.waitForSelector('.box:has-text("已恢复")');
  await page.click('button:text-is("保存")');
  await page.waitForSelector('.box.warn:has-text("别人已经修改")');
  expect((await page.textContent('.box.warn')).includes('您改了 1 处，对方改了 1 处'), 'each side is said to have changed one thing');
  await visit.examine(page, 'fill-conflict');
  await page.click('button:has-text("合并双方的修改")');
  await page.waitForSelector('.box.good:has-text("第 3 版")');
  const merged = await page.evaluate(async (address) => (await fetch(address)).json(), `/api/v1/filings/${id}/ledger`);
  expect(merged.facts.contact === '办公室甲' && merged.facts.duties[0].startsWith('服务全县') && merged.lines.length === saved.lines.length, 'the merged version has both');
  await other.context().close();

  await page.click('button:text-is("校验")');
  await page.waitForSelector('.state.checked');
  await page.click('button:text-is("送审")');
  await page.waitForSelector('.state.submitted');
  await page.fill('input[name=comment]', '请审核');
  await page.click('form:has(input[name=comment]) button');
  await page.waitForSelector('li:has-text("请审核")');

  const reviewer = await visit.open('reviewer');
  await visit.go(reviewer, path);
  await reviewer.fill('input[name=because]', '请核实差旅费');
  await reviewer.click('button:text-is("退回")');
  await reviewer.waitForSelector('.state.returned');
  await visit.go(page, path);
  await page.waitForSelector('.state.returned');
  await page.waitForSelector('.tabulator-row');
  await page.click('button:text-is("校验")');
  await page.waitForSelector('.state.checked');
  await page.click('button:text-is("送审")');
  await page.waitForSelector('.state.submitted');

  const bureau = await visit.open('bureau');
  await visit.go(bureau, path);
  await bureau.fill('input[name=approved_on]', '2024-02-05');
  await bureau.click('button:text-is("通过")');
  await bureau.waitForSelector('.state.approved');
  await visit.examine(bureau, 'fill-approved');
  await bureau.click('button:text-is("公开")');
  await bureau.waitForSelector('.state.published', {timeout: 60_000});
  const published = await (await fetch(`${visit.server.url}/api/v1/public/units/5/2024/budget`)).json();
  expect(published.filing === Number(id) && published.version === 3, 'the public page shows what was approved');

  await visit.go(page, path);
  await page.waitForSelector('.state.published');
  await page.fill('input[name=because]', '更正差旅费');
  await page.click('button:text-is("更正")');
  await page.waitForSelector('.tools .state.draft');
}

async function bureau(visit, expect) {
  const page = await visit.open('bureau');
  await visit.go(page, '/bureau');
  await page.waitForSelector('.tiles');
  expect((await page.textContent('main')).includes('云山县文化馆'), 'who owes is listed');
  await page.waitForSelector('table.rollup, section:last-of-type .box.bad');
  await page.click('button.tile:has-text("逾期未公开")');
  expect((await page.locator('table.expected .state').allTextContents()).every((state) => state === '逾期'), 'the late ones alone');
  await visit.examine(page, 'bureau');
  // From the number of findings of a kind to the documents, and to the finding itself.
  await page.locator('table:has(th:has-text("所在单位")) td a').first().click();
  await page.waitForSelector('table.list td.wide a');
  await page.locator('table.list td.wide a').first().click();
  await page.waitForSelector('.findings li[aria-current=true]');
  expect((await page.textContent('.findings li[aria-current=true] .tag')) === new URL(page.url()).searchParams.get('code'), 'the finding of this kind is open');
  await visit.go(page, '/bureau');
  await page.waitForSelector('table.rollup, section:last-of-type .box.bad');
  const refused = await page.locator('.box.bad code').allTextContents();
  expect(refused.every((id) => id === 'rollup.library.missing'), `the roll-up answers, but ${refused}`);
  if (await page.locator('table.rollup').count()) {
    const cell = page.locator('table.rollup button.cell').first();
    const amount = await cell.textContent();
    await cell.click();
    await page.waitForSelector('table.lines tbody tr');
    const amounts = await page.locator('table.lines tbody td.number').allTextContents();
    const sum = amounts.reduce((all, text) => all + Math.round(Number(text.replace(/,/g, '')) * 100), 0);
    expect(Math.abs(sum / 1_000_000 - Number(amount.replace(/,/g, ''))) <= 0.005, `the lines make the sum: ${sum} fen, ${amount}`);
    await visit.examine(page, 'bureau-lines');
    const [csv] = await Promise.all([page.waitForEvent('download'), page.locator('button:has-text("导出 CSV")').first().click()]);
    const table = readFileSync(await csv.path(), 'utf8');
    expect(table.startsWith('\ufeff') && table.split('\r\n').length > 3 && table.includes('合计'), 'the roll-up is exported');
    await page.click('table.lines button:has-text("公开表")');
    await page.waitForSelector('td.target');
    expect(/^[\d,.]+$/.test(await page.textContent('td.target')), 'the line is found in a published figure');
    await visit.examine(page, 'bureau-figure');
    await visit.go(page, '/bureau');
    await page.waitForSelector('table.rollup');
    await page.locator('table.rollup button.cell').first().click();
    await page.click('table.lines a:has-text("公开页")');
    await page.waitForSelector('.chart canvas');
    await visit.go(page, '/bureau');
    await page.waitForSelector('table.rollup');
    await page.selectOption('select[name=rows]', 'unit');
    await page.waitForSelector(`table.rollup th:has-text("${kUnit}")`);
  } else {
    console.log('        (no roll-up: the library of DuckDB is absent)');
  }
}

async function manage(visit, expect) {
  const page = await visit.open('admin');
  await visit.go(page, '/manage');
  await page.waitForSelector('th:has-text("reviewer")');
  await page.fill('input[name=user]', 'clerk9');
  await page.fill('input[name=user_password]', 'a long enough password');
  await page.selectOption('select[name=user_unit]', '3');
  await page.click('button:has-text("新建用户")');
  await page.waitForSelector('th:has-text("clerk9")');
  await visit.examine(page, 'manage');

  await visit.go(page, '/account');
  await page.fill('input[name=token]', '统计程序');
  await page.click('button:has-text("新建令牌")');
  const token = (await page.textContent('.box.good code')).trim();
  const answer = await fetch(`${visit.server.url}/api/v1/users`, {headers: {authorization: `Bearer ${token}`}});
  expect(answer.status === 200, 'the new token opens the interface');
  await visit.examine(page, 'account');

  await page.click('button:has-text("退出")');
  await page.waitForSelector('a:has-text("登录")');
  await visit.go(page, '/manage');
  await page.waitForURL((url) => url.pathname === '/sign-in');
  await page.fill('input[name=name]', 'admin');
  await page.fill('input[name=password]', 'wrong');
  await page.click('form button[type=submit]');
  await page.waitForSelector('.box.bad');
  await visit.examine(page, 'sign-in');
}

export const tests = {public_view, check, fill, bureau, manage};
