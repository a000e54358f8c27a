// Two people changed the same version of a ledger: what both made of it, where they do not contradict one another.
import type {Ledger, LedgerLine} from './api/types';

export interface Merge {
  ledger: Ledger;
  mine: number;        // changes of each side
  theirs: number;
  disputed: string[];  // what both changed, differently: mine stands in `ledger`
}

const kAmounts = new Set(['amount', 'amount_fen']);
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const place_of = (line: LedgerLine) => JSON.stringify(Object.entries(line).filter(([field, value]) => !kAmounts.has(field) && value !== '').sort(([a], [b]) => (a < b ? -1 : 1)));
const name_of = (place: string) => (JSON.parse(place) as [string, unknown][]).map(([, value]) => String(value)).join(' · ');

// Lines by their place; several at one place are one thing.
function by_place(lines: LedgerLine[]): Map<string, LedgerLine[]> {
  const places = new Map<string, LedgerLine[]>();
  for (const line of lines) {
    const place = place_of(line);
    places.set(place, [...(places.get(place) ?? []), line]);
  }
  return places;
}

// Of each thing the version of the one who changed it.
function merge_things<T>(base: Map<string, T>, theirs: Map<string, T>, mine: Map<string, T>, name: (key: string) => string, merge: Merge): Map<string, T> {
  const merged = new Map<string, T>();
  for (const key of new Set([...mine.keys(), ...theirs.keys(), ...base.keys()])) {
    const was = base.get(key), their = theirs.get(key), my = mine.get(key);
    const they_changed = !same(was, their), i_changed = !same(was, my);
    if (they_changed) ++merge.theirs;
    if (i_changed) ++merge.mine;
    if (they_changed && i_changed && !same(their, my)) merge.disputed.push(name(key));
    const kept = i_changed ? my : their;
    if (kept !== undefined) merged.set(key, kept);
  }
  return merged;
}

export function merge_ledgers(base: Ledger, theirs: Ledger, mine: Ledger): Merge {
  const merge: Merge = {ledger: mine, mine: 0, theirs: 0, disputed: []};
  const things = (ledger: Ledger) => new Map(Object.entries(ledger).filter(([field]) => field !== 'lines' && field !== 'facts'));
  const facts = (ledger: Ledger) => new Map(Object.entries(ledger.facts ?? {}));
  const lines = merge_things(by_place(base.lines), by_place(theirs.lines), by_place(mine.lines), name_of, merge);
  const merged_facts = merge_things(facts(base), facts(theirs), facts(mine), (key) => key, merge);
  // Lists of names (projects, measures) follow from what is in the ledger: neither side loses one.
  const uncounted: Merge = {ledger: mine, mine: 0, theirs: 0, disputed: []};
  const rest = Object.fromEntries(merge_things(things(base), things(theirs), things(mine), (key) => key, uncounted)) as unknown as Ledger;
  merge.ledger = {
    ...rest,
    projects: [...new Set([...(theirs.projects ?? []), ...(mine.projects ?? [])])],
    measure_units: {...theirs.measure_units, ...mine.measure_units},
    facts: Object.fromEntries(merged_facts),
    lines: [...lines.values()].flat(),
  };
  return merge;
}
