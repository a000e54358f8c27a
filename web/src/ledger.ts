// The lines of a ledger as rows of a grid, and back. What the grid does not show stays as it was.
import type {Ledger, LedgerLine} from './api/types';
import {fen_of, yuan} from './money';

export type Sheet = 'this_year' | 'last_year' | 'other';
export const kSheets: Sheet[] = ['this_year', 'last_year', 'other'];

export interface Row {
  year: string;
  flow: string;
  source: string;
  function: string;
  function_name: string;
  economic: string;
  economic_name: string;
  nature: string;
  project: string;
  measure: string;
  amount: string;  // as typed: 元, or 个, or 平方米
  line: LedgerLine;
}

const kSquareMetre = 10_000;

export function empty_ledger(unit: string, year: number, stage: string): Ledger {
  return {mingzhang: 'ledger', version: 1, unit, year, all_lines: {stage, measure: 'budget'}, facts: {}, lines: []};
}

const measure_of = (ledger: Ledger, line: LedgerLine) => line.measure ?? ledger.all_lines?.measure ?? 'budget';

export function sheet_of(ledger: Ledger, line: LedgerLine): Sheet {
  if (measure_of(ledger, line) !== 'budget') return 'other';
  return (line.year || String(ledger.year)) === String(ledger.year) ? 'this_year' : 'last_year';
}

export function new_row(ledger: Ledger, sheet: Sheet): Row {
  return {year: String(sheet === 'last_year' ? ledger.year - 1 : ledger.year), flow: '', source: '', function: '', function_name: '', economic: '', economic_name: '', nature: '', project: '', measure: sheet === 'other' ? '' : 'budget', amount: '', line: {}};
}

export function row_of(ledger: Ledger, line: LedgerLine, name: (classification: 'function' | 'economic', code: string) => string): Row {
  let amount = '';
  if (line.amount_fen !== undefined) amount = yuan(line.amount_fen).replace('−', '-');
  else if (line.amount !== undefined) amount = ledger.measure_units?.[measure_of(ledger, line)] === '平方米' ? String(line.amount / kSquareMetre) : String(line.amount);
  return {
    year: line.year || String(ledger.year), flow: line.flow ?? '', source: line.source ?? '', function: line.function ?? '', function_name: name('function', line.function ?? ''),
    economic: line.economic ?? '', economic_name: name('economic', line.economic ?? ''), nature: line.nature ?? '', project: line.project ?? '', measure: measure_of(ledger, line), amount, line,
  };
}

const kCounted = /^(establishment|staff|offices|vehicles_|vehicle_count|subordinate_units|performance_projects|performance_targets_whole|abroad_groups|abroad_persons|reception_batches|reception_persons)/;
const kCountedButMoney = /^(performance_projects_tracked|performance_projects_self_evaluated)$/;

export function unit_of_measure(ledger: Ledger, measure: string): '元' | '个' | '平方米' {
  const known = ledger.measure_units?.[measure];
  if (known) return known;
  if (measure === 'house_area') return '平方米';
  return kCounted.test(measure) || kCountedButMoney.test(measure) ? '个' : '元';
}

export const is_blank = (row: Row) => !row.source && !row.function && !row.economic && !row.nature && !row.project && !row.amount && (!row.measure || row.measure === 'budget');

// Null when the amount cannot be read.
function line_of(ledger: Ledger, row: Row): LedgerLine | null {
  const line: LedgerLine = {...row.line};
  delete line.amount;
  delete line.amount_fen;
  const all = ledger.all_lines?.measure ?? '';
  for (const field of ['year', 'flow', 'source', 'function', 'economic', 'nature', 'project'] as const) {
    if (row[field]) line[field] = row[field];
    else delete line[field];
  }
  if (row.measure === all) delete line.measure;
  else line.measure = row.measure;
  const unit = unit_of_measure(ledger, row.measure);
  if (unit === '元') {
    const fen = fen_of(row.amount);
    if (fen === null) return null;
    line.amount_fen = fen;
    return line;
  }
  const number = Number(row.amount.normalize('NFKC').replace(/,/g, '') || '0');
  const amount = unit === '平方米' ? Math.round(number * kSquareMetre) : number;
  if (!Number.isSafeInteger(amount)) return null;
  line.amount = amount;
  return line;
}

export interface Gathered {
  ledger: Ledger;
  unread: Row[];
}

// The ledger that the rows of all sheets make.
export function gather(base: Ledger, rows: Row[]): Gathered {
  const lines: LedgerLine[] = [], unread: Row[] = [];
  const measure_units = {...base.measure_units};
  for (const row of rows) {
    if (is_blank(row)) continue;
    const line = line_of(base, row);
    if (!line) {
      unread.push(row);
      continue;
    }
    lines.push(line);
    const unit = unit_of_measure(base, row.measure);
    if (unit !== '元') measure_units[row.measure] = unit;
  }
  const projects = new Set(base.projects ?? []);
  for (const line of lines) if (line.project) projects.add(line.project);
  return {ledger: {...base, projects: [...projects], ...(Object.keys(measure_units).length ? {measure_units} : {}), lines}, unread};
}
