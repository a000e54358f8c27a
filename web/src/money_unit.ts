// The unit that sums are shown in, as the reader chose: 万元 or 元. Tables that were published stay as they were printed.
import {ref} from 'vue';
import {wan, yuan} from './money';
import {t} from './text';

export type MoneyUnit = 'wan' | 'yuan';
const kKept = 'mingzhang.money';

export const money_unit = ref<MoneyUnit>(localStorage.getItem(kKept) === 'yuan' ? 'yuan' : 'wan');
export function choose_money(unit: MoneyUnit): void {
  money_unit.value = unit;
  localStorage.setItem(kKept, unit);
}

export const amount = (amount_fen: number) => (money_unit.value === 'wan' ? wan(amount_fen) : yuan(amount_fen));
export const amount_unit = () => t(`money.${money_unit.value}`);
// For the length of a bar, where a picture is all that is wanted: 元.
export const drawn = (amount_fen: number) => Math.round(amount_fen) / 100;
