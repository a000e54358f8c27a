// All that the application says, one catalogue a language; the server says its own texts in the language it is asked in.
import {ref} from 'vue';
import {english} from './en';
import {chinese} from './zh';

export type Language = 'zh' | 'en';
export type TextId = keyof typeof chinese;

const kKept = 'mingzhang.language';
const catalogues: Record<Language, Record<TextId, string>> = {zh: chinese, en: english};

export const language = ref<Language>(localStorage.getItem(kKept) === 'en' ? 'en' : 'zh');

export function speak(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(kKept, chosen);
  document.documentElement.lang = chosen === 'en' ? 'en' : 'zh-CN';
}

export function t(id: TextId, values: Record<string, string | number> = {}): string {
  return catalogues[language.value][id].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function date_text(time: string | null): string {
  if (!time) return '—';
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
