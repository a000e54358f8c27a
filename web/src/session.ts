import {computed, reactive} from 'vue';
import {api, keep_csrf} from './api/client';
import type {Role, Session, User} from './api/types';

export const session = reactive<{user: User | null; known: boolean}>({user: null, known: false});

function keep(answer: Session): void {
  session.user = answer.user;
  session.known = true;
  keep_csrf(answer.csrf);
}

export async function resume(): Promise<void> {
  if (!session.known) keep(await api.get<Session>('/session'));
}

export async function sign_in(name: string, password: string): Promise<void> {
  keep(await api.post<Session>('/session', {name, password}));
}

export async function sign_out(): Promise<void> {
  await api.remove('/session');
  keep({user: null, csrf: null});
}

export const is = (...roles: Role[]) => computed(() => session.user !== null && roles.includes(session.user.role));
