// Step 1 of the schema; the words in braces and behind @ are explained in migrations.h. All times are milliseconds, all
// enumerations words of words.h.
R"sql(
CREATE TABLE units (
  id {identity},
  name {text} NOT NULL,
  parent_id {integer} REFERENCES units (id),
  kind {text} NOT NULL CHECK (kind IN ('region', 'department', 'unit')),
  path {text} NOT NULL,
  revision {integer} NOT NULL DEFAULT 1
){strict};
CREATE INDEX units_by_path ON units (path);
CREATE INDEX units_by_parent ON units (parent_id);
CREATE INDEX units_by_name ON units (name);

CREATE TABLE users (
  id {identity},
  name {text} NOT NULL UNIQUE,
  password {text} NOT NULL,
  role {text} NOT NULL CHECK (role IN ('clerk', 'reviewer', 'bureau', 'administrator')),
  unit_id {integer} NOT NULL REFERENCES units (id),
  disabled {integer} NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  created {integer} NOT NULL,
  revision {integer} NOT NULL DEFAULT 1
){strict};

CREATE TABLE sessions (
  token_hash {text} PRIMARY KEY,
  user_id {integer} NOT NULL REFERENCES users (id),
  csrf {text} NOT NULL,
  created {integer} NOT NULL,
  expires {integer} NOT NULL
){strict};
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires);

CREATE TABLE api_tokens (
  id {identity},
  user_id {integer} NOT NULL REFERENCES users (id),
  name {text} NOT NULL,
  token_hash {text} NOT NULL UNIQUE,
  created {integer} NOT NULL,
  last_used {integer},
  expires {integer}
){strict};
CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

CREATE TABLE filings (
  id {identity},
  unit_id {integer} NOT NULL REFERENCES units (id),
  year {integer} NOT NULL,
  stage {text} NOT NULL CHECK (stage IN ('budget', 'final')),
  form {text} NOT NULL,
  state {text} NOT NULL CHECK (state IN ('draft', 'checked', 'submitted', 'returned', 'approved', 'published')),
  revision {integer} NOT NULL DEFAULT 1,
  ledger_version {integer} NOT NULL DEFAULT 0,
  published_version {integer},
  approved_on {text},
  due_on {text},
  changed {integer} NOT NULL,
  UNIQUE (unit_id, year, stage)
){strict};
CREATE INDEX filings_by_year ON filings (year, stage);

CREATE TABLE ledger_versions (
  filing_id {integer} NOT NULL REFERENCES filings (id),
  number {integer} NOT NULL,
  json {text} NOT NULL,
  sha256 {text} NOT NULL,
  author {text} NOT NULL,
  created {integer} NOT NULL,
  PRIMARY KEY (filing_id, number)
){strict};
@append_only ledger_versions;

CREATE TABLE blobs (
  sha256 {text} PRIMARY KEY,
  bytes {bytes} NOT NULL
){strict};
@append_only blobs;

CREATE TABLE publications (
  filing_id {integer} NOT NULL,
  version {integer} NOT NULL,
  page_json {text} NOT NULL,
  page_sha256 {text} NOT NULL,
  created {integer} NOT NULL,
  PRIMARY KEY (filing_id, version),
  FOREIGN KEY (filing_id, version) REFERENCES ledger_versions (filing_id, number)
){strict};
@append_only publications;

CREATE TABLE published_files (
  filing_id {integer} NOT NULL,
  version {integer} NOT NULL,
  name {text} NOT NULL,
  media_type {text} NOT NULL,
  sha256 {text} NOT NULL REFERENCES blobs (sha256),
  size {integer} NOT NULL,
  PRIMARY KEY (filing_id, version, name),
  FOREIGN KEY (filing_id, version) REFERENCES publications (filing_id, version)
){strict};
@append_only published_files;

CREATE TABLE claims (
  id {identity},
  filing_id {integer} NOT NULL,
  version {integer} NOT NULL,
  table_title {text} NOT NULL,
  row_label {text} NOT NULL,
  column_label {text} NOT NULL,
  region {text} NOT NULL,
  amount_fen {integer} NOT NULL,
  printed {text} NOT NULL,
  FOREIGN KEY (filing_id, version) REFERENCES publications (filing_id, version)
){strict};
CREATE INDEX claims_by_table ON claims (filing_id, version, table_title);
@append_only claims;

CREATE TABLE ledger_lines (
  id {identity},
  filing_id {integer} NOT NULL,
  version {integer} NOT NULL,
  line_unit {text} NOT NULL,
  line_year {text} NOT NULL,
  line_stage {text} NOT NULL,
  flow {text} NOT NULL,
  source {text} NOT NULL,
  function {text} NOT NULL,
  economic {text} NOT NULL,
  nature {text} NOT NULL,
  project {text} NOT NULL,
  measure {text} NOT NULL,
  amount_fen {integer} NOT NULL,
  FOREIGN KEY (filing_id, version) REFERENCES publications (filing_id, version)
){strict};
CREATE INDEX ledger_lines_by_filing ON ledger_lines (filing_id, version);
@append_only ledger_lines;

CREATE TABLE obligations (
  unit_id {integer} NOT NULL REFERENCES units (id),
  year {integer} NOT NULL,
  stage {text} NOT NULL CHECK (stage IN ('budget', 'final')),
  approved_on {text},
  due_on {text},
  PRIMARY KEY (unit_id, year, stage)
){strict};

CREATE TABLE documents (
  id {identity},
  sha256 {text} NOT NULL REFERENCES blobs (sha256),
  name {text} NOT NULL,
  media_type {text} NOT NULL,
  size {integer} NOT NULL,
  unit_id {integer} REFERENCES units (id),
  year {integer},
  stage {text} CHECK (stage IN ('budget', 'final')),
  filing_id {integer} REFERENCES filings (id),
  uploaded_by {integer} REFERENCES users (id),
  created {integer} NOT NULL
){strict};
CREATE INDEX documents_by_unit ON documents (unit_id);
CREATE INDEX documents_by_user ON documents (uploaded_by);

CREATE TABLE reports (
  id {identity},
  document_id {integer} REFERENCES documents (id),
  filing_id {integer} REFERENCES filings (id),
  ledger_version {integer},
  program_version {text} NOT NULL,
  json {text} NOT NULL,
  created {integer} NOT NULL
){strict};
CREATE INDEX reports_by_document ON reports (document_id);
CREATE INDEX reports_by_filing ON reports (filing_id);
@append_only reports;

CREATE TABLE findings (
  id {identity},
  report_id {integer} NOT NULL REFERENCES reports (id),
  code {text} NOT NULL,
  severity {text} NOT NULL,
  fingerprint {text} NOT NULL
){strict};
CREATE INDEX findings_by_report ON findings (report_id);
@append_only findings;

CREATE TABLE verdicts (
  id {identity},
  scope {text} NOT NULL,
  fingerprint {text} NOT NULL,
  verdict {text} NOT NULL CHECK (verdict IN ('right', 'wrong', 'accepted')),
  because {text} NOT NULL,
  author {text} NOT NULL,
  created {integer} NOT NULL
){strict};
CREATE INDEX verdicts_by_scope ON verdicts (scope, fingerprint);
@append_only verdicts;

CREATE TABLE comments (
  id {identity},
  filing_id {integer} NOT NULL REFERENCES filings (id),
  author {text} NOT NULL,
  body {text} NOT NULL,
  created {integer} NOT NULL
){strict};
CREATE INDEX comments_by_filing ON comments (filing_id);
@append_only comments;

CREATE TABLE jobs (
  id {identity},
  kind {text} NOT NULL,
  state {text} NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  input {text} NOT NULL,
  progress {integer} NOT NULL DEFAULT 0,
  total {integer} NOT NULL DEFAULT 0,
  message {text} NOT NULL DEFAULT '',
  result {text},
  author {text} NOT NULL,
  worker {text} NOT NULL DEFAULT '',
  attempts {integer} NOT NULL DEFAULT 0,
  created {integer} NOT NULL,
  started {integer},
  finished {integer},
  heartbeat {integer}
){strict};
CREATE INDEX jobs_by_state ON jobs (state, id);

CREATE TABLE audit (
  number {integer} PRIMARY KEY,
  created {integer} NOT NULL,
  user_id {integer},
  actor {text} NOT NULL,
  action {text} NOT NULL,
  subject {text} NOT NULL,
  detail {text} NOT NULL,
  previous_hash {text} NOT NULL,
  hash {text} NOT NULL
){strict};
CREATE INDEX audit_by_subject ON audit (subject);
@append_only audit;
)sql"
