// All that the application says, one catalogue a language; the server says its own texts in the language it is asked in.
import {ref} from 'vue';
import {chinese} from './zh';

export type Language = 'zh' | 'en';
export type TextId = keyof typeof chinese;

const kKept = 'mingzhang.language';
const catalogues: Record<Language, Record<TextId, string> | null> = {zh: chinese, en: null};  // English is fetched when it is spoken

export const language = ref<Language>(localStorage.getItem(kKept) === 'en' ? 'en' : 'zh');

export async function speak(chosen: Language): Promise<void> {
  if (chosen === 'en') catalogues.en ??= (await import('./en')).english;
  language.value = chosen;
  localStorage.setItem(kKept, chosen);
  document.documentElement.lang = chosen === 'en' ? 'en' : 'zh-CN';
}

export function t(id: TextId, values: Record<string, string | number> = {}): string {
  return (catalogues[language.value] ?? chinese)[id].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function date_text(time: string | null): string {
  if (!time) return '—';
  const date = new Date(time);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
