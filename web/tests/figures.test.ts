import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {PublicPage} from '../src/api/types';
import {csv_of} from '../src/download';
import {figure_of} from '../src/figures';

const row = (code: string, ...printed: (string | null)[]) => ({code, name: code, cells: printed.map((each) => (each === null ? null : {printed: each, amount_fen: 0}))});
const table = (id: string, title: string, panel: string, columns: string[][], rows: ReturnType<typeof row>[]) => ({id, number: '表1', title, panel, money_unit: '万元', columns, rows, empty: null});
const page = {tables: [
  table('balance', '收支总体情况表', '收入', [['预算数']], [row('', '9')]),
  table('balance', '收支总体情况表', '支出', [['预算数']], [row('207', '5'), row('208', null)]),
  table('expenditure', '支出总体情况表', '', [['项目'], ['基本支出'], ['合计']], [row('207', null, '4', '5'), row('2070104', null, '4', '5')]),
  table('basic', '基本支出情况表', '', [['合计'], ['人员经费']], [row('301', '3', '3'), row('30102', '1', '1')]),
]} as unknown as PublicPage;
const line = (nature: string, code: string, economic: string) => figure_of(page, {nature, function: code, economic});

test('a line is found where it is printed most exactly', () => {
  assert.deepEqual(line('basic.personnel', '2070104', '30102'), {table: 'basic', id: 'r2c1'});
  assert.deepEqual(line('project', '2070104', '30227'), {table: 'expenditure', id: 'r2c3'});
  assert.deepEqual(line('project', '2070199', ''), {table: 'expenditure', id: 'r1c3'});
});
test('an empty cell is no figure, and what is nowhere is not found', () => {
  assert.equal(line('project', '2080505', ''), null);
  assert.equal(line('project', '', ''), null);
});

test('cells of CSV are quoted, and never formulas', () => {
  assert.equal(csv_of([['名称', '数'], ['a,"b"', 1.5], ['=1+1', '-5'], ['-x', '+1']]), '\ufeff名称,数\r\n"a,""b""",1.5\r\n\'=1+1,-5\r\n\'-x,\'+1\r\n');
});
