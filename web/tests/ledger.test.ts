import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import type {Ledger, LedgerLine} from '../src/api/types';
import {amount_columns, empty_ledger, gather, new_row, rename_project, rows_of, unit_of_measure, weight_sum} from '../src/ledger';
import {merge_ledgers} from '../src/merge';

const example = JSON.parse(readFileSync(`${process.env['MINGZHANG_ROOT']}/examples/ledger.json`, 'utf8')) as Ledger;
const no_names = () => '';
const sorted = (lines: LedgerLine[]) => lines.map((line) => JSON.stringify(Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

test('rows of a ledger make the same ledger again', () => {
  const {ledger, unread} = gather(example, rows_of(example, no_names, true));
  assert.equal(unread.length, 0);
  assert.deepEqual(sorted(ledger.lines), sorted(example.lines));
  assert.deepEqual({...ledger, lines: []}, {...example, lines: []});
});

test('this year and last year stand in one row', () => {
  const rows = rows_of(example, no_names, false);
  const row = rows.lines.find((each) => each.economic === '30101')!;
  assert.deepEqual([row.amount_0, row.amount_1], ['438,620.00', '415,380.00']);
  assert.equal(rows.people.find((each) => each.measure === 'staff.serving')?.amount_1, '10');
});

test('sheets begin with the rows of the catalog, and those are not written while they are empty', () => {
  const empty = empty_ledger('某单位', 2024, 'budget');
  const rows = rows_of(empty, no_names, true);
  assert.deepEqual(rows.people.map((row) => row.measure).slice(0, 2), ['establishment', 'staff.serving']);
  assert.equal(gather(empty, rows).ledger.lines.length, 0);
});

test('lines at the same place keep a row each', () => {
  const line = {year: '2024', source: 'fiscal.general.own', function: '2070104', amount_fen: 100};
  const twice = {...empty_ledger('某单位', 2024, 'budget'), lines: [line, {...line, amount_fen: 250}]};
  const rows = rows_of(twice, no_names, false);
  assert.deepEqual(rows.lines.map((row) => row.amount_0), ['1.00', '2.50']);
  assert.deepEqual(gather(twice, rows).ledger.lines, twice.lines);
});

test('what no sheet has a column for stays as it was', () => {
  const odd = {...empty_ledger('某单位', 2024, 'budget'), units: ['某站'], lines: [
    {year: '2022', source: 'fiscal', amount_fen: 5}, {year: '2024', unit: '某站', amount_fen: 7}, {year: '2024', stage: 'execution', amount_fen: 9, hint: 'unknown to us'},
    {year: '2024', measure: '', source: 'fiscal', amount_fen: 11}] as LedgerLine[]};
  const rows = rows_of(odd, no_names, false);
  assert.equal(rows.other.length, 4);
  const back = gather(odd, rows).ledger.lines;
  assert.deepEqual(back.slice(0, 3), odd.lines.slice(0, 3));
});

test('final accounts have four amounts', () => {
  const final = empty_ledger('某单位', 2023, 'final');
  assert.deepEqual(amount_columns(final).map((each) => [each.year, each.stage]), [[2023, 'final'], [2023, 'budget'], [2023, 'adjusted'], [2022, 'final']]);
  const row = new_row({measure: 'budget', flow: 'expenditure', function: '2070104', amount_0: '１,０００', amount_2: '12.5'});
  const {ledger} = gather(final, {...rows_of(final, no_names, false), lines: [row]});
  assert.deepEqual(ledger.lines, [{year: '2023', flow: 'expenditure', function: '2070104', amount_fen: 100000}, {year: '2023', stage: 'adjusted', flow: 'expenditure', function: '2070104', amount_fen: 1250}]);
});

test('an amount that cannot be read is told, not guessed', () => {
  const ledger = empty_ledger('某单位', 2024, 'budget');
  const {unread, ledger: read} = gather(ledger, {...rows_of(ledger, no_names, false), lines: [new_row({measure: 'budget', amount_0: '12万'}), new_row({measure: 'budget', amount_0: '0'})]});
  assert.deepEqual(unread, [{sheet: 'lines', row: 0, text: '12万'}]);
  assert.deepEqual(read.lines, [{year: '2024', amount_fen: 0}]);
});

test('measures are counted in what the catalog says', () => {
  const ledger = empty_ledger('某单位', 2024, 'budget');
  for (const [measure, unit] of [['staff.serving', '个'], ['house_area', '平方米'], ['house_value', '元'], ['vehicle_count.other.special', '个'], ['three_public.reception', '元'], ['performance', '元'], ['performance_projects', '个'], ['budget', '元']])
    assert.equal(unit_of_measure(ledger, measure!), unit, measure);
});

test('a project that is renamed is renamed everywhere', () => {
  const rows = rows_of(example, no_names, false);
  const renamed = rename_project(example, rows, '古籍数字化', '古籍保护');
  const {ledger} = gather(renamed.ledger, renamed.rows);
  assert.ok(!JSON.stringify({...ledger, facts: {...ledger.facts, glossary: []}}).includes('"古籍数字化"'));
  assert.deepEqual(ledger.projects, ['图书购置专项', '古籍保护', '公益讲座', '馆舍维修']);
});

test('weights of indicators', () => {
  assert.equal(weight_sum(example.facts!.indicators!), 100);
  assert.equal(weight_sum([{name: 'a', target: '', weight: '33.3'}, {name: 'b', target: '', weight: '66.7'}]), 100);
});

test('changes of two people are merged where they do not contradict', () => {
  const line = (code: string, fen: number) => ({year: '2024', function: code, amount_fen: fen});
  const base = {...example, lines: [line('2070104', 100), line('2080505', 200)]};
  const theirs = {...base, lines: [line('2070104', 150), line('2080505', 200), line('2210201', 5)], facts: {...base.facts, contact: '甲'}};
  const mine = {...base, lines: [line('2070104', 100)], facts: {...base.facts, goal: '新目标'}};
  const merge = merge_ledgers(base, theirs, mine);
  assert.deepEqual(sorted(merge.ledger.lines), sorted([line('2070104', 150), line('2210201', 5)]));
  assert.deepEqual([merge.ledger.facts!.contact, merge.ledger.facts!.goal, merge.theirs, merge.mine, merge.disputed], ['甲', '新目标', 3, 2, []]);
});

test('where both changed the same thing, mine stands and it is named', () => {
  const base = {...example, lines: [{year: '2024', function: '2070104', amount_fen: 1}]};
  const merge = merge_ledgers(base, {...base, lines: [{...base.lines[0]!, amount_fen: 2}]}, {...base, lines: [{...base.lines[0]!, amount_fen: 3}]});
  assert.equal(merge.ledger.lines[0]!.amount_fen, 3);
  assert.deepEqual(merge.disputed, ['2070104 · 2024']);
});
