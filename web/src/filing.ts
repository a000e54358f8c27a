// A filing being filled in: its ledger as rows and facts, what was before (undo), what is checked while it is typed, what is saved.
import {computed, onBeforeUnmount, ref, shallowRef} from 'vue';
import {ApiError, api, type CellProblem} from './api/client';
import {follow_job} from './api/jobs';
import type {Code, Comment, DimensionTree, Facts, Filing, Job, Ledger, LedgerVersion, Report} from './api/types';
import {codes_of, dimension, type Classification} from './codes';
import {drop_draft, keep_draft, kept_draft} from './drafts';
import {empty_ledger, gather, project_names, rows_of, type Rows} from './ledger';
import {merge_ledgers, type Merge} from './merge';
import {session} from './session';
import {t} from './text';

const kLiveMs = 900, kDraftMs = 600, kUndoSteps = 200;
type Trees = Record<'source' | 'nature' | 'measure' | 'flow' | 'stage', DimensionTree['nodes']>;

interface State {
  ledger: Ledger;  // with the lines it came with; the rows are what counts
  rows: Rows;
}
const kNoRows: Rows = {lines: [], people: [], three_public: [], procurement: [], assets: [], other: []};

export function use_filing(id: number) {
  const filing = ref<Filing | null>(null);
  const state = shallowRef<State | null>(null);
  const codes = shallowRef<Record<Classification, Code[]>>({function: [], economic: []});
  const trees = shallowRef<Trees>({source: [], nature: [], measure: [], flow: [], stage: []});
  const versions = ref<LedgerVersion[]>([]);
  const comments = ref<Comment[]>([]);
  const report = shallowRef<Report | null>(null);
  const preview = ref('');
  const error = ref<unknown>(null);
  const live_error = ref<unknown>(null);
  const pending = ref(false);   // what is shown is of an earlier state of the ledger
  const dirty = ref(false);
  const busy = ref(false);
  const done = ref('');
  const viewed = ref<number | null>(null);
  const restored = ref<string | null>(null);  // when the typing was that this browser had kept
  const conflict = shallowRef<{revision: number; by: LedgerVersion | null; merge: Merge} | null>(null);
  const job = ref<Job | null>(null);
  const problems = ref<{name: string; cells: CellProblem[]} | null>(null);  // of the workbook handed in last
  let loaded: Ledger | null = null;  // what the typing began with: this revision of the filing, this version of the ledger
  let began_at = 0, began_version = 0;

  const role = computed(() => session.user?.role);
  const editable = computed(() => role.value === 'clerk' && viewed.value === null && ['draft', 'checked', 'returned'].includes(filing.value?.state ?? ''));
  const ledger = computed(() => state.value?.ledger ?? null);
  const rows = computed(() => state.value?.rows ?? kNoRows);
  const facts = computed<Facts>(() => ledger.value?.facts ?? {});
  const projects = computed(() => (ledger.value ? project_names(ledger.value, rows.value) : []));
  const gathered = computed(() => state.value && gather(state.value.ledger, state.value.rows));
  const is_final = computed(() => filing.value?.stage === 'final');

  const name_of = (classification: Classification, code: string) => ledger.value?.codes?.[classification]?.[code] ?? codes.value[classification].find((each) => each.code === code)?.name ?? '';
  const node_name = (tree: keyof Trees, node: string) => trees.value[tree].find((each) => each.id === node)?.name ?? node;

  // What there was before each change, and what was undone.
  const before = shallowRef<State[]>([]), after = shallowRef<State[]>([]);
  let live: ReturnType<typeof setTimeout> | undefined, keeping: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  function touched(): void {
    dirty.value = true;
    done.value = '';
    pending.value = true;
    clearTimeout(live);
    live = setTimeout(look, kLiveMs);
    clearTimeout(keeping);
    keeping = setTimeout(keep, kDraftMs);
  }
  function keep(): void {
    if (dirty.value && editable.value && gathered.value && session.user) keep_draft(id, session.user.id, {revision: began_at, version: began_version, time: new Date().toISOString(), ledger: gathered.value.ledger});
  }
  function change(next: State): void {
    if (state.value) before.value = [...before.value.slice(1 - kUndoSteps), state.value];
    after.value = [];
    state.value = next;
    touched();
  }
  const change_rows = (changed: Partial<Rows>) => state.value && change({...state.value, rows: {...state.value.rows, ...changed}});
  const change_facts = (changed: Partial<Facts>) => state.value && change({...state.value, ledger: {...state.value.ledger, facts: {...facts.value, ...changed}}});
  function undo(): void {
    const last = before.value.at(-1);
    if (!last || !state.value) return;
    after.value = [...after.value, state.value];
    before.value = before.value.slice(0, -1);
    state.value = last;
    touched();
  }
  function redo(): void {
    const next = after.value.at(-1);
    if (!next || !state.value) return;
    before.value = [...before.value, state.value];
    after.value = after.value.slice(0, -1);
    state.value = next;
    touched();
  }

  // What the ledger as it stands would disclose, and what is wrong with it; nothing is stored.
  async function look(): Promise<void> {
    if (!gathered.value) return;
    const mine = ++asked;
    pending.value = true;
    try {
      const answer = await api.post<{url: string; report: Report}>(`/filings/${id}/preview`, gathered.value.ledger);
      if (mine !== asked) return;
      preview.value = answer.url;
      report.value = answer.report;
      live_error.value = null;
    } catch (failure) {
      if (mine === asked) live_error.value = failure;
    } finally {
      if (mine === asked) pending.value = false;
    }
  }

  const state_of = (shown: Ledger): State => ({ledger: shown, rows: rows_of(shown, (classification, code) => shown.codes?.[classification]?.[code] ?? codes.value[classification].find((each) => each.code === code)?.name ?? '', editable.value)});
  function show(shown: Ledger): void {
    before.value = [];
    after.value = [];
    state.value = state_of(shown);
  }
  // A whole ledger from elsewhere (a file, a merge) is a change like any other, and can be undone.
  const take = (whole: Ledger) => change(state_of({...whole, unit: filing.value!.unit.name, year: filing.value!.year}));

  async function load_filing(): Promise<void> {
    filing.value = await api.get<Filing>(`/filings/${id}`);
    const list = async <T>(what: string) => (await api.get<{items: T[]}>(`/filings/${id}/${what}`)).items;
    [versions.value, comments.value] = await Promise.all([list<LedgerVersion>('versions'), list<Comment>('comments')]);
  }

  async function load_ledger(): Promise<void> {
    const {unit, year, stage, ledger_version, revision} = filing.value!;
    loaded = ledger_version ? await api.get<Ledger>(`/filings/${id}/ledger`) : empty_ledger(unit.name, year, stage);
    began_at = revision;
    began_version = ledger_version;
    viewed.value = null;
    conflict.value = null;
    show(loaded);
    dirty.value = false;
    if (ledger_version) void look();
  }

  // What this browser kept of an earlier visit. When somebody saved meanwhile, saving will say so, and compares with what it began with.
  async function restore(): Promise<void> {
    const draft = session.user && editable.value ? kept_draft(id, session.user.id) : null;
    if (!draft) return;
    if (draft.version !== began_version) {
      const {unit, year, stage} = filing.value!;
      loaded = draft.version ? await api.get<Ledger>(`/filings/${id}/versions/${draft.version}`) : empty_ledger(unit.name, year, stage);
      began_version = draft.version;
    }
    began_at = draft.revision;
    take(draft.ledger);
    restored.value = draft.time;
  }

  async function attempt(action: () => Promise<void>): Promise<void> {
    busy.value = true;
    error.value = null;
    done.value = '';
    try {
      await action();
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 412) await find_conflict();
      else error.value = failure;
    } finally {
      busy.value = false;
    }
  }

  async function find_conflict(): Promise<void> {
    try {
      const theirs = await api.get<Ledger>(`/filings/${id}/ledger`);
      const now = await api.get<Filing>(`/filings/${id}`);
      const newest = (await api.get<{items: LedgerVersion[]}>(`/filings/${id}/versions`)).items.reduce<LedgerVersion | null>((a, b) => (!a || b.number > a.number ? b : a), null);
      conflict.value = {revision: now.revision, by: newest, merge: merge_ledgers(loaded ?? theirs, theirs, gathered.value?.ledger ?? theirs)};
    } catch (failure) {
      error.value = failure;
    }
  }

  const forget = () => {
    clearTimeout(keeping);
    restored.value = null;
    if (session.user) drop_draft(id, session.user.id);
  };

  const save = (revision = began_at) => attempt(async () => {
    const saved = gathered.value!.ledger;
    filing.value = await api.put<Filing>(`/filings/${id}/ledger`, saved, revision);
    loaded = saved;
    began_at = filing.value.revision;
    began_version = filing.value.ledger_version;
    dirty.value = false;
    conflict.value = null;
    forget();
    await load_filing();
    done.value = t('fill.saved', {n: filing.value.ledger_version});
  });
  // A workbook is saved as a new version as it stands, or not at all: then every cell that cannot be read is listed.
  const hand_in_workbook = (file: File) => attempt(async () => {
    problems.value = null;
    try {
      filing.value = await api.replace<Filing>(`/filings/${id}/workbook`, file, began_at);
    } catch (failure) {
      if (!(failure instanceof ApiError) || !failure.problems.length) throw failure;
      problems.value = {name: file.name, cells: failure.problems};
      return;
    }
    forget();
    await load_filing();
    await load_ledger();
    done.value = t('fill.imported', {name: file.name, n: filing.value!.ledger_version});
  });
  const hand_in_ledger = (file: File) => attempt(async () => {
    const wrong = () => new ApiError(0, 'ledger.not_ledger', t('fill.not_ledger', {name: file.name}), t('fill.not_ledger_advice'), file.name);
    let whole: Ledger;
    try {
      whole = JSON.parse(await file.text()) as Ledger;
    } catch {
      throw wrong();
    }
    if (whole.mingzhang !== 'ledger' || !Array.isArray(whole.lines)) throw wrong();
    take(whole);
  });
  const hand_in = (file: File) => (/\.json$/i.test(file.name) ? hand_in_ledger(file) : hand_in_workbook(file));
  const begin_from_last_year = () => attempt(async () => take(await api.get<Ledger>(`/filings/${id}/draft`, {from: 'last_year'})));

  const save_merged = () => attempt(async () => {
    const {revision, merge} = conflict.value!;
    take(merge.ledger);
    began_at = revision;
    conflict.value = null;
    await save(revision);
  });
  const take_newest = () => attempt(async () => {
    forget();
    await load_filing();
    await load_ledger();
  });
  const view_version = (number: number) => attempt(async () => {
    const shown = await api.get<Ledger>(`/filings/${id}/versions/${number}`);
    viewed.value = number;
    show(shown);
    await look();
  });

  const check = () => attempt(async () => {
    const answer = await api.post<{filing: Filing; report: Report}>(`/filings/${id}/check`, undefined, filing.value!.revision);
    filing.value = answer.filing;
    began_at = answer.filing.revision;
    report.value = answer.report;
    done.value = t('fill.checked', {n: answer.report.findings.length + (answer.report.missing_reasons?.length ?? 0) + (answer.report.unplaced?.length ?? 0)});
  });
  const step = (name: 'submit' | 'return' | 'approve' | 'correct', body?: unknown) => attempt(async () => {
    filing.value = await api.post<Filing>(`/filings/${id}/${name}`, body, filing.value!.revision);
    began_at = filing.value.revision;
    await load_filing();
    if (editable.value && state.value) show(gathered.value!.ledger);  // now with the rows to fill in
    done.value = t(`fill.done_${name}`);
  });
  const publish = (accept: {code: string; because: string}[]) => attempt(async () => {
    const started = await api.post<{job: Job}>(`/filings/${id}/publish`, accept.length ? {accept} : {}, filing.value!.revision);
    job.value = started.job;
    const ended = await follow_job(started.job.id, (now) => (job.value = now));
    await load_filing();
    if (ended.state === 'done') done.value = t('fill.done_publish');
  });
  const add_comment = (text: string) => attempt(async () => {
    comments.value = [...comments.value, await api.post<Comment>(`/filings/${id}/comments`, {text})];
  });

  const load = () => attempt(async () => {
    await load_filing();
    const year = filing.value!.year;
    const [functions, economics, source, nature, measure, flow, stage] = await Promise.all([codes_of('function', year), codes_of('economic', year), dimension('source'), dimension('nature'), dimension('measure'), dimension('flow'), dimension('stage')]);
    codes.value = {function: functions, economic: economics};
    trees.value = {source, nature, measure, flow, stage};
    await load_ledger();
    await restore();
  });

  onBeforeUnmount(() => {
    clearTimeout(live);
    clearTimeout(keeping);
    keep();
  });

  return {filing, ledger, rows, facts, projects, gathered, codes, trees, versions, comments, report, preview, error, live_error, pending, dirty, busy, done, viewed, restored, conflict, problems, job, role, editable, is_final, before, after,
    name_of, node_name, change, change_rows, change_facts, undo, redo, take, keep, attempt, save, save_merged, hand_in, begin_from_last_year, take_newest, view_version, check, step, publish, add_comment, load};
}
export type FilingModel = ReturnType<typeof use_filing>;
