// Classification codes by name and name by code, asked for once a year of them.
import {api} from './api/client';
import type {Code, DimensionTree, PublicPage} from './api/types';

export type Classification = 'function' | 'economic';
const kept = new Map<string, Promise<Code[]>>();

export function codes_of(classification: Classification, year: number): Promise<Code[]> {
  const key = `${classification}/${year}`;
  let codes = kept.get(key);
  if (!codes) {
    codes = api.get<{items: Code[]}>('/codes', {classification, year}).then((answer) => answer.items);
    codes.catch(() => kept.delete(key));
    kept.set(key, codes);
  }
  return codes;
}

// By the digits from the left, or by any part of the name.
export function found(codes: Code[], words: string, limit = 60): Code[] {
  const wanted = words.trim().normalize('NFKC');
  const matches = /^\d+$/.test(wanted) ? codes.filter((each) => each.code.startsWith(wanted)) : codes.filter((each) => each.name.includes(wanted));
  return matches.slice(0, limit);
}

let trees: Promise<DimensionTree[]> | null = null;
export function dimension(id: string): Promise<DimensionTree['nodes']> {
  trees ??= api.get<{items: DimensionTree[]}>('/dimensions').then((answer) => answer.items);
  return trees.then((all) => all.find((tree) => tree.id === id)?.nodes ?? []);
}

// Names of the topmost classes, by "dimension/code": asked for only where what was published names a class by its code alone.
export async function class_names(totals: PublicPage['totals'][], year: number): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const classification of ['function', 'economic'] as const)
    if (totals.some((each) => each[`by_${classification}`].some((sum) => sum.id && !sum.name)))
      for (const code of await codes_of(classification, year)) if (code.code.length === 3) names.set(`${classification}/${code.code}`, code.name);
  return names;
}
