import {computed, reactive} from 'vue';
import {api, keep_csrf} from './api/client';
import type {Role, Session, User} from './api/types';

export const session = reactive<{user: User | null; known: boolean}>({user: null, known: false});

function keep(answer: Session): void {
  session.user = answer.user;
  session.known = true;
  keep_csrf(answer.csrf);
}

let asking: Promise<void> | null = null;
export async function resume(): Promise<void> {
  if (session.known) return;
  asking ??= api.get<Session>('/session').then(keep).finally(() => (asking = null));
  await asking;
}

export async function sign_in(name: string, password: string): Promise<void> {
  await resume();
  keep(await api.post<Session>('/session', {name, password}));
}

export async function sign_out(): Promise<void> {
  await api.remove('/session');
  keep({user: null, csrf: null});
}

export const is = (...roles: Role[]) => computed(() => session.user !== null && roles.includes(session.user.role));
