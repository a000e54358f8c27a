// From a line of a ledger to where it is printed: the smallest published figure that contains it.
import type {Line, PublicPage} from './api/types';

export interface Figure {
  table: string;
  id: string;  // r3c2, as the table names its cells
}

const kWhole = /^(合计|总计|小计|预算数|决算数|金额)/;

// The row with the longest code that begins the line's (a table of economic classes first when the line is of basic expenditure,
// which those tables are about; then one of expenditure), and in it the first figure, which is the row's sum.
export function figure_of(page: PublicPage, line: Pick<Line, 'function' | 'economic' | 'nature'>): Figure | null {
  let best: (Figure & {length: number; rank: number}) | null = null;
  const panels = new Map<string, number>();
  for (const table of page.tables) {
    const panel = panels.get(table.id) ?? 0;
    panels.set(table.id, panel + 1);
    table.rows.forEach((row, r) => {
      if (!row.code) return;
      const economic = line.economic.startsWith(row.code) && line.nature.startsWith('basic'), by_function = line.function.startsWith(row.code);
      if (!economic && !by_function) return;
      const columns = table.columns.map((path, c) => ({c, whole: kWhole.test(path.at(-1) ?? '')})).filter(({c}) => row.cells[c]?.printed);
      const column = columns.find((each) => each.whole) ?? columns[0];
      if (!column) return;
      const rank = (economic ? 2 : 0) + (table.title.includes('支出') ? 1 : 0);
      if (best && (best.rank > rank || (best.rank === rank && best.length >= row.code.length))) return;
      best = {table: table.id, id: `${panel ? `p${panel}` : ''}r${r + 1}c${column.c + 1}`, length: row.code.length, rank};
    });
  }
  return best && {table: (best as Figure).table, id: (best as Figure).id};
}
