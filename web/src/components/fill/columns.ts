// What the columns of all sheets have in common: looking up codes, nodes of trees and projects, and settling what was typed.
import {inject, type InjectionKey} from 'vue';
import {found, type Classification} from '../../codes';
import type {FilingModel} from '../../filing';
import {t} from '../../text';
import type {Choice} from '../cell_editor';
import type {GridColumn, GridRow} from '../SheetGrid.vue';

export const kFiling: InjectionKey<FilingModel> = Symbol('filing');
export const filing_here = () => inject(kFiling)!;

type Tree = 'source' | 'nature' | 'measure' | 'flow' | 'stage';
const text_in = (row: GridRow, field: string) => String(row[field] ?? '').trim();

// Some of a fixed list that hold the words; the words themselves may stand too.
export const word_choices = (words_of: (row: GridRow) => readonly string[]) => (words: string, row: GridRow): Choice[] => words_of(row).filter((each) => each.includes(words)).map((each) => ({value: each, label: each}));

export function use_columns(model: FilingModel) {
  const code_choices = (classification: Classification) => (words: string): Choice[] => found(model.codes.value[classification], words).map((code) => ({value: code.code, label: `${code.code} ${code.name}`}));
  // Depth is shown by indenting; a node is found by its name or the name of one above it.
  function node_choices(tree: Tree, among: (id: string) => boolean = () => true) {
    return (words: string): Choice[] => {
      const nodes = model.trees.value[tree];
      const names = new Map(nodes.map((node) => [node.id, node.name]));
      const path = (id: string): string => (id.includes('.') ? `${path(id.slice(0, id.lastIndexOf('.')))} ${names.get(id) ?? ''}` : names.get(id) ?? '');
      return nodes.filter((node) => node.id && among(node.id) && path(node.id).includes(words)).map((node) => ({value: node.id, label: `${words ? '' : '　'.repeat(node.id.split('.').length - 1)}${node.name}`}));
    };
  }

  const code_column = (classification: Classification, width = 88): GridColumn => ({field: classification, title: t(`word.${classification}`), width, strict: true, choices: code_choices(classification)});
  const name_column = (classification: Classification): GridColumn => ({field: `${classification}_name`, title: t('word.name'), min_width: 112, derived: true});
  const node_column = (tree: Tree, width: number, among?: (id: string) => boolean): GridColumn => ({field: tree, title: t(`word.${tree}`), width, strict: true, choices: node_choices(tree, among), print: (row) => nodes_text(tree, row[tree])});
  const project_column = (width = 120): GridColumn => ({field: 'project', title: t('word.project'), min_width: width, choices: word_choices(() => model.projects.value)});

  // One or several nodes in words; the same read back.
  const nodes_text = (tree: Tree, value: unknown) => String(value ?? '').split('、').map((node) => model.node_name(tree, node)).join('、');
  const node_id = (tree: Tree, text: string) => model.trees.value[tree].find((node) => node.id === text || node.name === text)?.id ?? text;
  const nodes_id = (tree: Tree, value: unknown) => String(value ?? '').trim().split('、').map((text) => node_id(tree, text.trim())).join('、');
  function code_id(classification: Classification, value: unknown): string {
    const text = String(value ?? '').trim().normalize('NFKC');
    const digits = /^\d+(?:、\d+)*/.exec(text);
    if (digits) return digits[0];
    return model.codes.value[classification].filter((code) => code.name === text).at(-1)?.code ?? text;
  }

  // Names that were typed or pasted become codes and nodes.
  function settle(row: GridRow): void {
    for (const classification of ['function', 'economic'] as const) {
      if (row[classification] === undefined) continue;
      row[classification] = code_id(classification, row[classification]);
      row[`${classification}_name`] = model.name_of(classification, text_in(row, classification));
    }
    for (const tree of ['source', 'nature', 'measure', 'flow', 'stage'] as const) if (row[tree] !== undefined) row[tree] = nodes_id(tree, row[tree]);
    if (row['project'] !== undefined) row['project'] = text_in(row, 'project');
  }
  const unknown_code = (classification: Classification) => (row: GridRow) => Boolean(row[classification]) && !row[`${classification}_name`];

  return {code_column, name_column, node_column, project_column, settle, unknown_code};
}
