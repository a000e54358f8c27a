// The field that opens in a cell: typed words look things up by digits or by name, in a list below it. Enter takes the value and goes
// down, Tab goes right, Escape leaves all as it was.
import type {CellComponent, Editor} from 'tabulator-tables';

export interface Choice {
  value: string;
  label: string;
}
export type Direction = 'up' | 'down' | 'left' | 'right';

export interface CellEditing {
  choices?: (words: string, row: Record<string, unknown>) => Choice[];
  strict: boolean;                       // Enter takes the first choice, not the words
  shown: (value: string) => string;      // what stands in the field at first
  nothing_found: string;
  first: () => string | null;            // the key that opened it
  leave: (direction: Direction) => void;
}

const kGap = 2, kListHeight = 260;
let lists = 0;

export function cell_editor({choices, strict, shown, nothing_found, first, leave}: CellEditing): Editor {
  return (cell: CellComponent, rendered, success, cancel) => {
    const input = document.createElement('input');
    input.type = 'text';
    input.className = 'cell-input';
    input.autocomplete = 'off';
    input.setAttribute('aria-label', cell.getColumn().getDefinition().title);
    const typed = first();
    input.value = typed ?? shown(String(cell.getValue() ?? ''));
    const before = input.value;

    const list = document.createElement('div');
    let offered: Choice[] = [], at = -1, over = false;
    const show = () => {
      if (!choices || over) return;
      const words = input.value === before && typed === null ? '' : input.value;
      offered = choices(words.trim(), cell.getRow().getData() as Record<string, unknown>);
      at = strict && words.trim() && offered.length ? 0 : -1;
      list.replaceChildren(...(offered.length ? offered : [{value: '', label: nothing_found}]).map((choice, i) => {
        const line = document.createElement('div');
        line.id = `${list.id}-${i}`;
        line.setAttribute('role', 'option');
        line.textContent = choice.label;
        if (!offered.length) line.setAttribute('aria-disabled', 'true');
        line.addEventListener('mousedown', (event) => {
          event.preventDefault();
          if (offered.length) take(choice.value);
        });
        return line;
      }));
      list.hidden = !strict && !offered.length;
      point();
      const {left, top, bottom, width} = input.getBoundingClientRect();
      list.style.minWidth = `${width}px`;
      list.style.left = `${Math.max(0, Math.min(left, window.innerWidth - list.offsetWidth - 4))}px`;
      list.style.top = bottom + kListHeight > window.innerHeight && top > kListHeight ? `${top - kGap - list.offsetHeight}px` : `${bottom + kGap}px`;
      input.setAttribute('aria-expanded', String(!list.hidden));
    };
    const point = () => {
      [...list.children].forEach((line, i) => line.setAttribute('aria-selected', String(i === at)));
      if (at >= 0) {
        input.setAttribute('aria-activedescendant', `${list.id}-${at}`);
        list.children[at]?.scrollIntoView({block: 'nearest'});
      } else input.removeAttribute('aria-activedescendant');
    };
    const end = () => {
      over = true;
      list.remove();
    };
    const take = (value: string) => {
      if (over) return;
      end();
      success(value);
    };
    const value = () => (at >= 0 ? offered[at]!.value : input.value === before && typed === null ? String(cell.getValue() ?? '') : input.value);

    if (choices) {
      list.id = `cell-list-${++lists}`;
      list.className = 'cell-list';
      list.setAttribute('role', 'listbox');
      list.setAttribute('aria-label', cell.getColumn().getDefinition().title);
      input.setAttribute('role', 'combobox');
      input.setAttribute('aria-autocomplete', 'list');
      input.setAttribute('aria-controls', list.id);
      document.body.append(list);
    }
    rendered(() => {
      input.focus({preventScroll: true});
      if (typed === null) input.select();
      show();
    });
    input.addEventListener('input', show);
    input.addEventListener('blur', () => take(value()));
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (move && offered.length) {
        at = Math.max(0, Math.min(offered.length - 1, at + move));
        point();
      } else if (event.key === 'Enter' || event.key === 'Tab') {
        take(value());
        leave(event.key === 'Enter' ? (event.shiftKey ? 'up' : 'down') : event.shiftKey ? 'left' : 'right');
      } else if (event.key === 'Escape') {
        end();
        cancel(undefined);
      } else {
        if (event.key === 'Home' || event.key === 'End' || event.key.startsWith('Arrow')) event.stopPropagation();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    return input;
  };
}
