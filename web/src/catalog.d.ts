// What is used of the catalog; see vite.config.ts.
declare module '*/catalog/workbook.yaml' {
  interface AmountColumn {
    title: string;
    year: 0 | -1;  // from the year of the ledger
    stage: string;
  }
  interface MeasureRow {
    measure: string;
    source?: string;
    unit: string;
  }
  interface SheetRows {
    id: string;
    title: string;
    kind?: 'budget' | 'final';
    measures?: string[];
    rows?: MeasureRow[];
  }
  export const amounts: Record<'budget' | 'final', AmountColumn[]>;
  export const sheets: SheetRows[];
}
declare module '*/catalog/performance.yaml' {
  export const level1: string[][];
  export const level2: {names: string[]; under?: string}[];
  export const units: string[];
  export const bases: string[];
  export const scoring_rules: string[];
  export const evidence: string[];
}
