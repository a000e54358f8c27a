// A ledger as the rows of its sheets, and back. A row is one thing with an amount a year (and a stage, in final accounts); what no
// sheet shows stays as it was.
import {amounts, sheets as catalog_sheets} from '../../catalog/workbook.yaml';
import type {Indicator, Ledger, LedgerLine, Project} from './api/types';
import {fen_of, yuan} from './money';

// Sheets of lines. What a sheet of measures holds stands in the catalog; `other` holds every line that fits nowhere else.
export type MeasureSheet = 'people' | 'three_public' | 'procurement' | 'assets';
export type Sheet = 'lines' | MeasureSheet | 'other';
export const kMeasureSheets: MeasureSheet[] = ['people', 'three_public', 'procurement', 'assets'];
export const kSheets: Sheet[] = ['lines', ...kMeasureSheets, 'other'];

const catalog_sheet = (sheet: MeasureSheet) => catalog_sheets.find((each) => each.id === (sheet === 'people' ? 'unit' : sheet))!;

const kPlace = ['flow', 'function', 'economic', 'nature', 'project', 'source', 'measure'] as const;
type PlaceField = (typeof kPlace)[number];

// Amounts are text as typed: 元, or 个, or 平方米. `lines` are the lines they came from.
export interface Row extends Record<PlaceField, string> {
  function_name: string;
  economic_name: string;
  year: string;   // of sheet `other` alone, as all below
  stage: string;
  unit: string;
  amount_0: string;
  amount_1: string;
  amount_2: string;
  amount_3: string;
  lines: (LedgerLine | undefined)[];
  [field: string]: unknown;
}
export type Rows = Record<Sheet, Row[]>;

export interface AmountColumn {
  field: 'amount_0' | 'amount_1' | 'amount_2' | 'amount_3';
  title: string;
  year: number;
  stage: string;
}

const kSquareMetre = 10_000;
const is_final = (ledger: Ledger) => ledger.all_lines?.stage === 'final';

export function amount_columns(ledger: Ledger): AmountColumn[] {
  return amounts[is_final(ledger) ? 'final' : 'budget'].map((column, i) => ({field: `amount_${i}` as AmountColumn['field'], title: column.title, year: ledger.year + column.year, stage: column.stage}));
}

export function empty_ledger(unit: string, year: number, stage: string): Ledger {
  return {mingzhang: 'ledger', version: 1, unit, year, all_lines: {stage, measure: 'budget'}, facts: {}, lines: []};
}

// Measures of the catalog by what they are counted in; those below one are counted as it is.
const kCounted = /^(performance_projects|performance_targets_whole|performance_projects_tracked|performance_projects_self_evaluated)$/;
const kMeasureUnits = new Map(catalog_sheets.flatMap((sheet) => sheet.rows ?? []).flatMap((row) => (row.measure ? [[row.measure, row.unit] as const] : [])));

export function unit_of_measure(ledger: Ledger, measure: string): '元' | '个' | '平方米' {
  const known = ledger.measure_units?.[measure];
  if (known) return known;
  for (let at = measure; at; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const unit = kMeasureUnits.get(at);
    if (unit) return unit === '元' || unit === '平方米' ? unit : '个';
  }
  return kCounted.test(measure) ? '个' : '元';
}
// 人, 辆 …: what the sheet calls it, where it has a word.
export const word_of_unit = (ledger: Ledger, measure: string) => kMeasureUnits.get(measure) ?? unit_of_measure(ledger, measure);

export function new_row(fields: Partial<Row> = {}): Row {
  return {flow: '', function: '', function_name: '', economic: '', economic_name: '', nature: '', project: '', source: '', measure: '', year: '', stage: '', unit: '', amount_0: '', amount_1: '', amount_2: '', amount_3: '', lines: [], ...fields};
}

function amount_text(ledger: Ledger, line: LedgerLine, measure: string): string {
  if (line.amount_fen !== undefined) return yuan(line.amount_fen).replace('−', '-');
  if (line.amount === undefined) return '';
  return unit_of_measure(ledger, measure) === '平方米' ? String(line.amount / kSquareMetre) : String(line.amount);
}

const below = (node: string, ancestor: string) => node === ancestor || node.startsWith(`${ancestor}.`);

function sheet_of(line: LedgerLine, measure: string, column: AmountColumn | undefined): Sheet {
  if (!column || line.unit) return 'other';
  if (measure === 'budget') return 'lines';
  if (line.function || line.economic || line.nature || line.project || line.flow) return 'other';
  return kMeasureSheets.find((sheet) => catalog_sheet(sheet).measures?.some((each) => below(measure, each))) ?? 'other';
}

export type NameOf = (classification: 'function' | 'economic', code: string) => string;

// `template`: whether the rows that a sheet begins with are there although the ledger has nothing in them.
export function rows_of(ledger: Ledger, name: NameOf, template: boolean): Rows {
  const rows: Rows = {lines: [], people: [], three_public: [], procurement: [], assets: [], other: []};
  const found = new Map<string, Row[]>();
  const columns = amount_columns(ledger);
  if (template)
    for (const sheet of kMeasureSheets)
      for (const {measure, source = ''} of catalog_sheet(sheet).rows ?? []) {
        const row = new_row({measure, source});
        rows[sheet].push(row);
        found.set(`${sheet}\u0001${measure}`, [row]);
      }
  for (const line of ledger.lines) {
    const measure = line.measure ?? ledger.all_lines?.measure ?? 'budget', stage = line.stage ?? ledger.all_lines?.stage ?? '', year = line.year || String(ledger.year);
    const column = columns.find((each) => String(each.year) === year && each.stage === stage);
    const sheet = sheet_of(line, measure, column);
    const place: Partial<Row> = {flow: line.flow ?? '', function: line.function ?? '', function_name: name('function', line.function ?? ''), economic: line.economic ?? '', economic_name: name('economic', line.economic ?? ''), nature: line.nature ?? '', project: line.project ?? '', source: line.source ?? '', measure};
    const text = amount_text(ledger, line, measure);
    if (sheet === 'other') {
      rows.other.push(new_row({...place, year, stage, unit: line.unit ?? '', amount_0: text, lines: [line]}));
      continue;
    }
    // Lines at the same point are added up by whoever reads the ledger; here each keeps a row of its own.
    const at = columns.indexOf(column!);
    const key = `${sheet}\u0001${kPlace.map((field) => place[field]).join('\u0001')}`;
    const blank_start = sheet === 'lines' ? undefined : found.get(`${sheet}\u0001${measure}`)?.find((row) => row.lines.length === 0 || row.source === place.source);
    let row = (found.get(key) ?? (blank_start ? [blank_start] : [])).find((each) => each.lines[at] === undefined);
    if (!row) {
      row = new_row(place);
      rows[sheet].push(row);
    } else if (row.lines.length === 0) Object.assign(row, place);
    const same = found.get(key) ?? [];
    if (!same.includes(row)) found.set(key, [...same, row]);
    row[column!.field] = text;
    row.lines[at] = line;
  }
  return rows;
}

const has_amount = (row: Row) => Boolean(row.amount_0 || row.amount_1 || row.amount_2 || row.amount_3);
export const is_blank = (row: Row) => !has_amount(row);

// Null when the amount cannot be read.
function amount_of(ledger: Ledger, measure: string, text: string): {amount_fen: number} | {amount: number} | null {
  const unit = unit_of_measure(ledger, measure);
  if (unit === '元') {
    const fen = fen_of(text);
    return fen === null ? null : {amount_fen: fen};
  }
  const number = Number(text.normalize('NFKC').replace(/[,\s个人辆台]/g, ''));
  const amount = unit === '平方米' ? Math.round(number * kSquareMetre) : number;
  return Number.isSafeInteger(amount) ? {amount} : null;
}

function line_of(ledger: Ledger, row: Row, kept: LedgerLine | undefined, year: string, stage: string, text: string): LedgerLine | null {
  const amount = amount_of(ledger, row.measure || 'budget', text);
  if (!amount) return null;
  const line: LedgerLine = {...kept};
  delete line.amount;
  delete line.amount_fen;
  const put = (field: 'flow' | 'function' | 'economic' | 'nature' | 'project' | 'source' | 'year' | 'unit', value: string) => {
    if (value) line[field] = value;
    else delete line[field];
  };
  put('year', year);
  for (const field of ['flow', 'source', 'function', 'economic', 'nature', 'project', 'unit'] as const) put(field, row[field]);
  for (const [field, value] of [['measure', row.measure || 'budget'], ['stage', stage]] as const) {
    if (value === (ledger.all_lines?.[field] ?? '')) delete line[field];
    else line[field] = value;
  }
  return Object.assign(line, amount);
}

export interface Unread {
  sheet: Sheet;
  row: number;
  text: string;
}

// The ledger that the rows make, with the facts of `base`; and the cells that could not be read.
export function gather(base: Ledger, rows: Rows): {ledger: Ledger; unread: Unread[]} {
  const lines: LedgerLine[] = [], unread: Unread[] = [];
  const columns = amount_columns(base);
  const measure_units = {...base.measure_units};
  const take = (sheet: Sheet, i: number, row: Row, kept: LedgerLine | undefined, year: string, stage: string, text: string) => {
    if (!text.trim()) return;
    const line = line_of(base, row, kept, year, stage, text);
    if (!line) {
      unread.push({sheet, row: i, text});
      return;
    }
    lines.push(line);
    const unit = unit_of_measure(base, row.measure);
    if (unit !== '元') measure_units[row.measure] = unit;
  };
  // This year's lines stand before last year's, as in a ledger that was written by the program.
  for (const sheet of kSheets)
    for (const [at, column] of sheet === 'other' ? [] : columns.entries())
      rows[sheet].forEach((row, i) => take(sheet, i, row, row.lines[at], String(column.year), column.stage, row[column.field]));
  rows.other.forEach((row, i) => take('other', i, row, row.lines[0], row.year || String(base.year), row.stage || (base.all_lines?.stage ?? ''), row.amount_0));
  const projects = new Set([...(base.projects ?? []), ...(base.facts?.projects ?? []).map((each) => each.name)]);
  for (const line of lines) if (line.project) projects.add(line.project);
  const units = new Set(base.units ?? []);
  for (const line of lines) if (line.unit) units.add(line.unit);
  return {
    ledger: {...base, projects: [...projects], ...(units.size ? {units: [...units]} : {}), ...(Object.keys(measure_units).length ? {measure_units} : {}), lines},
    unread,
  };
}

export function project_names(ledger: Ledger, rows: Rows): string[] {
  const names = new Set([...(ledger.facts?.projects ?? []).map((each) => each.name), ...(ledger.projects ?? [])]);
  for (const sheet of ['lines', 'other'] as const) for (const row of rows[sheet]) if (row.project) names.add(row.project);
  names.delete('');
  return [...names];
}

// Everywhere a project is named, it has its new name; "" takes the project away from everything but its lines.
export function rename_project(ledger: Ledger, rows: Rows, from: string, to: string): {ledger: Ledger; rows: Rows} {
  const rename = (name: unknown) => (name === from ? to : name);
  const region = <T extends object>(each: T): T => {
    const project = (each as {project?: unknown}).project;
    return project === undefined ? each : {...each, project: Array.isArray(project) ? project.map(rename) : rename(project)};
  };
  const facts = ledger.facts ?? {};
  const about = (each: {project?: unknown}) => each.project !== from;
  const kept = <T extends object>(list: T[] | undefined) => list && (to ? list.map(region) : list.filter(about));
  const renamed = (list: Row[]) => (to ? list.map((row) => (row.project === from ? {...row, project: to} : row)) : list);
  return {
    ledger: {...ledger, projects: (ledger.projects ?? []).flatMap((name) => (name !== from ? [name] : to ? [to] : [])),
      facts: {...facts, ...(facts.projects ? {projects: to ? facts.projects.map((each) => (each.name === from ? {...each, name: to} : each)) : facts.projects.filter((each) => each.name !== from)} : {}),
        ...(facts.reasons ? {reasons: kept(facts.reasons)!} : {}), ...(facts.purposes ? {purposes: kept(facts.purposes)!} : {})}},
    rows: {...rows, lines: renamed(rows.lines), other: renamed(rows.other)},
  };
}

// 100 for what the whole unit or a project aims at; those that leave 10 to how much of the budget was spent have 90.
export function weight_sum(indicators: Indicator[]): number {
  return Math.round(indicators.reduce((sum, each) => sum + (Number((each.weight ?? '').replace('%', '')) || 0), 0) * 100) / 100;
}

export const project_named = (ledger: Ledger, name: string): Project => ledger.facts?.projects?.find((each) => each.name === name) ?? {name};
