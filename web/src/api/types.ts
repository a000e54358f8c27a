// The shapes of the interface under the names of the OpenAPI document; those of a report from schemas/report-1.json.
import type {components} from './schema';

type Schemas = components['schemas'];
export type User = Schemas['User'];
export type Role = Schemas['Role'];
export type Session = Schemas['Session'];
export type Token = Schemas['Token'];
export type NewToken = Schemas['NewToken'];
export type Unit = Schemas['Unit'];
export type UnitName = Schemas['UnitName'];
export type Form = Schemas['Form'];
export type Code = Schemas['Code'];
export type DimensionTree = Schemas['DimensionTree'];
export type Filing = Schemas['Filing'];
export type FilingState = Schemas['FilingState'];
export type LedgerVersion = Schemas['LedgerVersion'];
export type Comment = Schemas['Comment'];
export type DocumentInfo = Schemas['Document'];
export type Verdict = Schemas['Verdict'];
export type Judgement = Schemas['NewVerdict']['verdict'];
export type Expected = Schemas['Expected'];
export type Dashboard = Schemas['Dashboard'];
export type RollupRow = Schemas['RollupRow'];
export type Line = Schemas['Line'];
export type AuditRecord = Schemas['AuditRecord'];
export type PublicUnitName = Schemas['PublicUnitName'];
export type PublicUnit = Schemas['PublicUnit'];
export type PublicPage = Schemas['PublicPage'];
export type PublishedTable = Schemas['PublishedTable'];
export type LinkedTable = Schemas['LinkedTable'];
export type NodeSum = Schemas['NodeSum'];
export type SearchResults = Schemas['SearchResults'];
export type ComparedUnit = Schemas['ComparedUnit'];
export type Stage = Schemas['Stage'];

export interface List<T> {
  items: T[];
  next: number | null;
}

export interface Job {
  id: number;
  kind: 'check_document' | 'publish';
  state: 'waiting' | 'running' | 'done' | 'failed';
  progress: number;
  total: number;
  message: string;
  result: Record<string, unknown> | null;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Place {
  path?: string;
  page: number | null;
  line: number | null;
  character: number | null;
  cell: string | null;
  box: Box | null;
  table: string | null;
  row: string | null;
  column: string | null;
  quote: string;
}

export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  code: string;
  severity: Severity;
  fingerprint: string;
  message: string;
  place: Place;
  related: Place[];
  calculation: string | null;
  proposed: string | null;
}

export interface Report {
  kind: 'budget' | 'final' | 'template' | 'other';
  year: number | null;
  unit: string | null;
  form: string | null;
  findings: Finding[];
  coverage: {
    amounts: {printed: number; understood: number; proven: number};
    constraints: {pass: number; fail: number; undecided: number};
    open: {place: Place; reason: string}[];
  };
  not_checked: string[];
  error: {message: string; advice: string} | null;
  missing_reasons?: {name: string; before: string; now: string; region: Region}[];
  unplaced?: {line: number; message: string}[];
  verdicts?: Record<string, Verdict>;
  ledger_version?: number;
}

// schemas/ledger-1.json, as far as the application reads it; all else is handed back as it came.
export interface LedgerLine {
  [field: string]: unknown;
  year?: string;
  stage?: string;
  unit?: string;
  measure?: string;
  flow?: string;
  source?: string;
  function?: string;
  nature?: string;
  economic?: string;
  project?: string;
  amount_fen?: number;
  amount?: number;
}

// A node, or several of one dimension.
type Nodes = string | string[];
export interface Region {
  source?: Nodes;
  function?: Nodes;
  economic?: Nodes;
  nature?: Nodes;
  project?: Nodes;
  measure?: Nodes;
  flow?: Nodes;
  stage?: Nodes;
  year?: Nodes;
  unit?: Nodes;
}
export type Reason = Region & {reason: string};
export type Purpose = Region & {purpose: string};

export interface Indicator {
  level1?: string;
  level2?: string;
  name: string;
  comparator?: string;
  target: string;
  unit?: string;
  basis?: string;
  last_year?: string;
  weight?: string;
  scoring_rule?: string;
  evidence?: string;
}

export interface Project {
  name: string;
  basis?: string;
  executor?: string;
  allocation?: string;
  period?: string;
  responsible?: string;
  goal?: string;
  indicators?: Indicator[];
}

export interface Term {
  term: string;
  text: string;
}

export interface Facts {
  duties?: string[];
  offices?: string[];
  subordinate_units?: string[];
  contact?: string;
  goal?: string;
  indicators?: Indicator[];
  projects?: Project[];
  reasons?: Reason[];
  purposes?: Purpose[];
  glossary?: Term[];
  [fact: string]: unknown;
}

export interface Ledger {
  mingzhang: 'ledger';
  version: 1;
  unit: string;
  year: number;
  all_lines?: {stage?: string; measure?: string};
  units?: string[];
  projects?: string[];
  measure_units?: Record<string, '个' | '平方米'>;
  codes?: {function?: Record<string, string>; economic?: Record<string, string>};
  facts?: Facts;
  lines: LedgerLine[];
  [field: string]: unknown;
}
