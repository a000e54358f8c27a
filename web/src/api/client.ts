// One way to ask the server: JSON in and out, one error shape, the CSRF token on everything that changes something.
import {language, t} from '../text';

// What is wrong with a workbook that was handed in, cell by cell.
export interface CellProblem {
  id: string;
  sheet: string;
  cell: string | null;
  message: string;
}

export class ApiError extends Error {
  constructor(readonly status: number, readonly id: string, message: string, readonly advice: string, readonly place: string | null, readonly problems: CellProblem[] = []) {
    super(message);
  }
}

let csrf: string | null = null;
export function keep_csrf(token: string | null): void {
  csrf = token;
}

export type Query = Record<string, string | number | null | undefined>;

export function url_of(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  const text = parameters.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

interface Options {
  query?: Query;
  json?: unknown;
  bytes?: Blob;
  revision?: number;
}

async function error_of(response: Response): Promise<ApiError> {
  try {
    const {error} = (await response.json()) as {error: {id: string; message: string; advice: string; place: string | null; problems?: CellProblem[]}};
    return new ApiError(response.status, error.id, error.message, error.advice, error.place, error.problems);
  } catch {
    return new ApiError(response.status, 'request.failed', t('error.status', {status: response.status}), t('error.again'), null);
  }
}

async function send(method: string, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = {'Accept-Language': language.value};
  if (csrf && method !== 'GET') headers['X-CSRF-Token'] = csrf;
  if (options.revision !== undefined) headers['If-Match'] = `"${options.revision}"`;
  let body: BodyInit | undefined;
  if (options.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.json);
  } else if (options.bytes) {
    headers['Content-Type'] = 'application/octet-stream';
    body = options.bytes;
  }
  let response: Response;
  try {
    response = await fetch(url_of(path, options.query), {method, headers, body, credentials: 'same-origin'});
  } catch {
    throw new ApiError(0, 'network.unreachable', t('error.network'), t('error.again'), null);
  }
  if (!response.ok) throw await error_of(response);
  return response;
}

async function ask<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options);
  return (response.status === 204 ? null : await response.json()) as T;
}

export const api = {
  get: <T>(path: string, query?: Query) => ask<T>('GET', path, {query}),
  post: <T>(path: string, json?: unknown, revision?: number) => ask<T>('POST', path, {json, revision}),
  put: <T>(path: string, json: unknown, revision?: number) => ask<T>('PUT', path, {json, revision}),
  patch: <T>(path: string, json: unknown) => ask<T>('PATCH', path, {json}),
  remove: (path: string) => ask<null>('DELETE', path),
  replace: <T>(path: string, bytes: Blob, revision: number) => ask<T>('PUT', path, {bytes, revision}),
  upload: <T>(path: string, bytes: Blob, query: Query) => ask<T>('POST', path, {bytes, query}),
  bytes: async (path: string) => (await send('GET', path, {})).blob(),
};

// All pages of a list, one after another, up to a limit that keeps a browser usable.
export async function all<T>(path: string, query: Query = {}, limit = 10_000): Promise<T[]> {
  const items: T[] = [];
  let after: number | null = null;
  do {
    const page: {items: T[]; next: number | null} = await api.get(path, {...query, limit: 1000, after});
    items.push(...page.items);
    after = page.next;
  } while (after !== null && items.length < limit);
  return items;
}

export async function save_as(path: string, name: string): Promise<void> {
  const address = URL.createObjectURL(await api.bytes(path));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
