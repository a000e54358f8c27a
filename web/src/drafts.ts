// What was typed and not yet saved, kept in this browser over a reload or a crash; a filing and a user have one.
import type {Ledger} from './api/types';

export interface Draft {
  revision: number;  // of the filing when the typing began
  version: number;   // of the ledger then; 0: none
  time: string;
  ledger: Ledger;
}

const key = (filing: number, user: number) => `mingzhang.draft.${user}.${filing}`;

// False where the browser keeps nothing (full, or forbidden): typing goes on, and leaving the page still asks.
export function keep_draft(filing: number, user: number, draft: Draft): boolean {
  try {
    localStorage.setItem(key(filing, user), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function kept_draft(filing: number, user: number): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key(filing, user)) ?? 'null') as Draft | null;
    return draft?.ledger?.mingzhang === 'ledger' ? draft : null;
  } catch {
    return null;
  }
}

export function drop_draft(filing: number, user: number): void {
  localStorage.removeItem(key(filing, user));
}
