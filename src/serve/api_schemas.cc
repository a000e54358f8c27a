// What requests and answers look like: JSON Schema, as the OpenAPI document shows it. Requests are held to it by the application,
// answers by tests/service_test.py.
#include <nlohmann/json.hpp>

#include "serve/openapi.h"

namespace mingzhang {
namespace {

constexpr const char* kSchemas = R"json({
"Anything": {"type": "object"},
"Error": {"type": "object", "required": ["error"], "additionalProperties": false, "properties": {"error": {
  "type": "object", "required": ["id", "message", "advice", "place"], "additionalProperties": false,
  "properties": {"id": {"type": "string", "pattern": "^[a-z_]+([.][a-z0-9_]+)+$"}, "message": {"type": "string", "minLength": 1}, "advice": {"type": "string"}, "place": {"type": ["string", "null"]},
    "problems": {"description": "Of a workbook: everything that is wrong with what was typed", "type": "array", "items": {"$ref": "#/components/schemas/InputProblem"}}}}}},
"InputProblem": {"type": "object", "required": ["id", "sheet", "cell", "message"], "additionalProperties": false, "properties": {
  "id": {"type": "string"}, "sheet": {"type": "string"}, "cell": {"description": "null: the sheet itself", "type": ["string", "null"]}, "message": {"description": "What is wrong, and what to do", "type": "string"}}},

"Id": {"type": "integer", "minimum": 1},
"Revision": {"type": "integer", "minimum": 0},
"Year": {"type": "integer", "minimum": 1950, "maximum": 2200},
"Stage": {"enum": ["budget", "final"]},
"Role": {"enum": ["clerk", "reviewer", "bureau", "administrator"]},
"Time": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$"},
"Date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
"Hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
"Next": {"type": ["integer", "null"]},
"Fen": {"description": "分, 0.01 元", "type": "integer"},
"UnitName": {"type": "object", "required": ["id", "name"], "additionalProperties": false, "properties": {"id": {"$ref": "#/components/schemas/Id"}, "name": {"type": "string"}}},

"SignIn": {"type": "object", "required": ["name", "password"], "additionalProperties": false, "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 200}, "password": {"type": "string", "maxLength": 1000}}},
"Session": {"type": "object", "required": ["user", "csrf"], "additionalProperties": false, "properties": {"user": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/User"}]}, "csrf": {"type": ["string", "null"]}}},
"User": {"type": "object", "required": ["id", "name", "role", "unit", "disabled", "created", "revision"], "additionalProperties": false, "properties": {
  "id": {"$ref": "#/components/schemas/Id"}, "name": {"type": "string"}, "role": {"$ref": "#/components/schemas/Role"}, "unit": {"$ref": "#/components/schemas/Id"},
  "disabled": {"type": "boolean"}, "created": {"$ref": "#/components/schemas/Time"}, "revision": {"$ref": "#/components/schemas/Revision"}}},
"NewUser": {"type": "object", "required": ["name", "password", "role", "unit"], "additionalProperties": false, "properties": {
  "name": {"type": "string", "minLength": 1, "maxLength": 200}, "password": {"type": "string", "maxLength": 1000}, "role": {"$ref": "#/components/schemas/Role"}, "unit": {"$ref": "#/components/schemas/Id"}}},
"UserChange": {"type": "object", "required": ["revision"], "additionalProperties": false, "properties": {
  "revision": {"$ref": "#/components/schemas/Revision"}, "role": {"$ref": "#/components/schemas/Role"}, "unit": {"$ref": "#/components/schemas/Id"}, "disabled": {"type": "boolean"}}},
"NewPassword": {"type": "object", "required": ["new"], "additionalProperties": false, "properties": {"old": {"type": "string", "maxLength": 1000}, "new": {"type": "string", "maxLength": 1000}}},
"Token": {"type": "object", "required": ["id", "name", "created", "last_used", "expires"], "additionalProperties": false, "properties": {
  "id": {"$ref": "#/components/schemas/Id"}, "name": {"type": "string"}, "created": {"$ref": "#/components/schemas/Time"},
  "last_used": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Time"}]}, "expires": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Time"}]}}},
"NewToken": {"type": "object", "required": ["id", "name", "token"], "properties": {"id": {"$ref": "#/components/schemas/Id"}, "name": {"type": "string"}, "token": {"$ref": "#/components/schemas/Hash"}}},
"TokenRequest": {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 200}, "days": {"type": "integer", "minimum": 1, "maximum": 3650}}},

"Unit": {"type": "object", "required": ["id", "name", "parent", "kind", "path", "revision"], "additionalProperties": false, "properties": {
  "id": {"$ref": "#/components/schemas/Id"}, "name": {"type": "string"}, "parent": {"type": ["integer", "null"]}, "kind": {"$ref": "#/components/schemas/UnitKind"},
  "path": {"description": "Ids from the root to the unit: /1/5/12/", "type": "string"}, "revision": {"$ref": "#/components/schemas/Revision"}}},
"UnitKind": {"enum": ["region", "department", "unit"]},
"NewUnit": {"type": "object", "required": ["name", "kind"], "additionalProperties": false, "properties": {
  "name": {"type": "string", "minLength": 1, "maxLength": 200}, "kind": {"$ref": "#/components/schemas/UnitKind"}, "parent": {"description": "One's own unit otherwise", "$ref": "#/components/schemas/Id"}}},
"UnitChange": {"type": "object", "required": ["revision", "name", "kind"], "additionalProperties": false, "properties": {
  "revision": {"$ref": "#/components/schemas/Revision"}, "name": {"type": "string", "minLength": 1, "maxLength": 200}, "kind": {"$ref": "#/components/schemas/UnitKind"}, "parent": {"description": "Where it is otherwise", "$ref": "#/components/schemas/Id"}}},
"Form": {"type": "object", "required": ["id", "name", "stage", "year_from", "year_to", "money_unit", "decimals"], "properties": {
  "id": {"type": "string"}, "name": {"type": "string"}, "stage": {"$ref": "#/components/schemas/Stage"}, "year_from": {"type": ["integer", "null"]}, "year_to": {"type": ["integer", "null"]},
  "money_unit": {"type": "string"}, "decimals": {"type": "integer"}, "tables": {"type": "array", "items": {"type": "object", "required": ["id", "number", "title", "required", "panels"]}}}},
"Code": {"type": "object", "required": ["code", "name", "level", "parent", "year_from", "year_to"], "additionalProperties": false, "properties": {
  "code": {"type": "string"}, "name": {"type": "string"}, "level": {"type": "string"}, "parent": {"type": "string"}, "year_from": {"type": "integer"}, "year_to": {"type": "integer"}}},
"DimensionTree": {"type": "object", "required": ["id", "nodes"], "additionalProperties": false, "properties": {"id": {"type": "string"}, "nodes": {"type": "array", "items": {
  "type": "object", "required": ["id", "name", "parent", "leaf"], "additionalProperties": false, "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "parent": {"type": ["string", "null"]}, "leaf": {"type": "boolean"}}}}}},

"FilingState": {"enum": ["draft", "checked", "submitted", "returned", "approved", "published"]},
"Filing": {"type": "object", "required": ["id", "unit", "year", "stage", "form", "state", "revision", "ledger_version", "published_version", "approved_on", "due_on", "changed"], "additionalProperties": false, "properties": {
  "id": {"$ref": "#/components/schemas/Id"}, "unit": {"$ref": "#/components/schemas/UnitName"}, "year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"},
  "form": {"type": "string"}, "state": {"$ref": "#/components/schemas/FilingState"}, "revision": {"$ref": "#/components/schemas/Revision"}, "ledger_version": {"type": "integer", "minimum": 0},
  "published_version": {"type": ["integer", "null"]}, "approved_on": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Date"}]}, "due_on": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Date"}]}, "changed": {"$ref": "#/components/schemas/Time"}}},
"NewFiling": {"type": "object", "required": ["unit", "year", "stage", "form"], "additionalProperties": false, "properties": {
  "unit": {"$ref": "#/components/schemas/Id"}, "year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"}, "form": {"type": "string", "minLength": 1, "maxLength": 200}}},
"Ledger": {"description": "schemas/ledger-1.json", "type": "object", "required": ["mingzhang", "version", "unit", "year", "lines"]},
"LedgerVersion": {"type": "object", "required": ["filing", "number", "sha256", "author", "created"], "additionalProperties": false, "properties": {
  "filing": {"$ref": "#/components/schemas/Id"}, "number": {"$ref": "#/components/schemas/Id"}, "sha256": {"$ref": "#/components/schemas/Hash"}, "author": {"type": "string"}, "created": {"$ref": "#/components/schemas/Time"}}},
"Report": {"description": "A file of schemas/report-1.json; with missing_reasons and unplaced money (of a filing) or verdicts by fingerprint (of a document)", "type": "object", "required": ["kind", "year", "unit", "form", "findings", "coverage", "not_checked", "error"], "properties": {
  "kind": {"enum": ["budget", "final", "template", "other"]}, "year": {"type": ["integer", "null"]}, "findings": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}}, "coverage": {"type": "object"}, "not_checked": {"type": "array", "items": {"type": "string"}},
  "missing_reasons": {"type": "array", "items": {"type": "object", "required": ["name", "before", "now"]}},
  "unplaced": {"description": "Money that a total counts and no row or column lists", "type": "array", "items": {"type": "object", "required": ["line", "message"], "additionalProperties": false, "properties": {
    "line": {"description": "Of the ledger, from 0", "type": "integer", "minimum": 0}, "message": {"type": "string"}}}}, "verdicts": {"type": "object"}}},
"Finding": {"type": "object", "required": ["code", "severity", "fingerprint", "message", "place", "related", "calculation", "proposed"], "properties": {
  "code": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"}, "severity": {"enum": ["error", "warning", "note"]}, "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"}, "message": {"type": "string"}, "place": {"type": "object"}}},
"CheckedFiling": {"type": "object", "required": ["filing", "report"], "additionalProperties": false, "properties": {"filing": {"$ref": "#/components/schemas/Filing"}, "report": {"$ref": "#/components/schemas/Report"}}},
"Preview": {"type": "object", "required": ["url", "report"], "additionalProperties": false, "properties": {"url": {"description": "GET it for the HTML edition, within some minutes", "type": "string"}, "report": {"$ref": "#/components/schemas/Report"}}},
"Because": {"type": "object", "required": ["because"], "additionalProperties": false, "properties": {"because": {"type": "string", "minLength": 1, "maxLength": 4000}}},
"Approval": {"type": "object", "required": ["approved_on"], "additionalProperties": false, "properties": {"approved_on": {"description": "The day the budget was approved; it must be published within 20 days", "$ref": "#/components/schemas/Date"}}},
"Publish": {"type": "object", "additionalProperties": false, "properties": {"accept": {"description": "Findings the unit stands by", "type": "array", "maxItems": 100, "items": {
  "type": "object", "required": ["code", "because"], "additionalProperties": false, "properties": {"code": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"}, "because": {"type": "string", "minLength": 1, "maxLength": 4000}}}}}},
"JobStarted": {"type": "object", "required": ["job"], "additionalProperties": false, "properties": {"job": {"$ref": "#/components/schemas/Job"}}},
"Comment": {"type": "object", "required": ["id", "user", "text", "created"], "additionalProperties": false, "properties": {"id": {"$ref": "#/components/schemas/Id"}, "user": {"type": "string"}, "text": {"type": "string"}, "created": {"$ref": "#/components/schemas/Time"}}},
"NewComment": {"type": "object", "required": ["text"], "additionalProperties": false, "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 4000}}},

"Document": {"type": "object", "required": ["id", "sha256", "name", "media_type", "size", "pages", "checked", "findings", "unit", "year", "stage", "filing", "uploaded_by", "created"], "additionalProperties": false, "properties": {
  "id": {"$ref": "#/components/schemas/Id"}, "sha256": {"$ref": "#/components/schemas/Hash"}, "name": {"type": "string"}, "media_type": {"type": "string"}, "size": {"type": "integer", "minimum": 0},
  "pages": {"description": "Of formats with numbered pages (PDF), once it has been read", "type": ["integer", "null"]}, "unit": {"type": ["integer", "null"]},
  "checked": {"description": "Whether the newest check could read and understand it; null: not checked yet", "type": ["boolean", "null"]}, "findings": {"description": "Of the newest check, where it could", "anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/FindingTotals"}]},
  "year": {"type": ["integer", "null"]}, "stage": {"enum": ["budget", "final", null]}, "filing": {"type": ["integer", "null"]}, "uploaded_by": {"type": ["integer", "null"]}, "created": {"$ref": "#/components/schemas/Time"}}},
"FindingTotals": {"type": "object", "required": ["error", "warning", "note", "judged"], "additionalProperties": false, "properties": {
  "error": {"type": "integer", "minimum": 0}, "warning": {"type": "integer", "minimum": 0}, "note": {"type": "integer", "minimum": 0}, "judged": {"description": "Of the errors and warnings", "type": "integer", "minimum": 0}}},
"HandedIn": {"type": "object", "required": ["document", "job"], "additionalProperties": false, "properties": {"document": {"$ref": "#/components/schemas/Document"}, "job": {"$ref": "#/components/schemas/Job"}}},
"Verdict": {"type": "object", "required": ["id", "fingerprint", "verdict", "because", "user", "created"], "additionalProperties": false, "properties": {
  "id": {"$ref": "#/components/schemas/Id"}, "fingerprint": {"type": "string"}, "verdict": {"enum": ["right", "wrong", "accepted"]}, "because": {"type": "string"}, "user": {"type": "string"}, "created": {"$ref": "#/components/schemas/Time"}}},
"NewVerdict": {"type": "object", "required": ["verdict", "because"], "additionalProperties": false, "properties": {"verdict": {"enum": ["right", "wrong", "accepted"]}, "because": {"type": "string", "maxLength": 4000}}},
"Job": {"type": "object", "required": ["id", "kind", "state", "progress", "total", "message", "result", "user", "created", "started", "finished"], "additionalProperties": false, "properties": {
  "id": {"$ref": "#/components/schemas/Id"}, "kind": {"enum": ["check_document", "publish"]}, "state": {"enum": ["waiting", "running", "done", "failed"]}, "progress": {"type": "integer"}, "total": {"type": "integer"}, "message": {"type": "string"},
  "result": {"type": ["object", "null"]}, "user": {"type": "string"}, "created": {"$ref": "#/components/schemas/Time"}, "started": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Time"}]}, "finished": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Time"}]}}},

"Expected": {"type": "object", "required": ["unit", "year", "stage", "approved_on", "due_on", "state", "filing", "filing_state", "published"], "additionalProperties": false, "properties": {
  "unit": {"$ref": "#/components/schemas/UnitName"}, "year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"}, "approved_on": {"type": ["string", "null"]}, "due_on": {"type": ["string", "null"]},
  "state": {"enum": ["owed", "late", "met", "met_late"]}, "filing": {"type": ["integer", "null"]}, "filing_state": {"type": ["string", "null"]}, "published": {"type": ["string", "null"]}}},
"NewExpected": {"type": "object", "required": ["unit", "year", "stage"], "additionalProperties": false, "properties": {
  "unit": {"$ref": "#/components/schemas/Id"}, "year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"}, "owed": {"description": "false: no longer", "type": "boolean"},
  "approved_on": {"$ref": "#/components/schemas/Date"}, "due_on": {"$ref": "#/components/schemas/Date"}}},
"Dashboard": {"type": "object", "required": ["today", "filings", "obligations", "late", "findings"], "additionalProperties": false, "properties": {
  "today": {"$ref": "#/components/schemas/Date"}, "filings": {"description": "How many in each state", "type": "object"}, "obligations": {"description": "How many in each state", "type": "object"},
  "late": {"type": "array", "items": {"$ref": "#/components/schemas/Expected"}}, "findings": {"type": "array", "items": {"type": "object", "required": ["unit", "code", "title", "severity", "count"]}}}},
"RollupRow": {"type": "object", "required": ["ids", "names", "amount_fen", "lines"], "additionalProperties": false, "properties": {
  "ids": {"description": "A node for each dimension of `by`", "type": "array", "items": {"type": "string"}}, "names": {"type": "array", "items": {"type": "string"}}, "amount_fen": {"$ref": "#/components/schemas/Fen"}, "lines": {"type": "integer"}}},
"Line": {"type": "object", "required": ["filing", "version", "unit", "year", "stage", "flow", "source", "function", "economic", "nature", "project", "measure", "names", "amount_fen"], "additionalProperties": false, "properties": {
  "filing": {"$ref": "#/components/schemas/Id"}, "version": {"$ref": "#/components/schemas/Id"}, "unit": {"$ref": "#/components/schemas/UnitName"}, "year": {"type": "string"}, "stage": {"type": "string"}, "flow": {"type": "string"}, "source": {"type": "string"},
  "function": {"type": "string"}, "economic": {"type": "string"}, "nature": {"type": "string"}, "project": {"type": "string"}, "measure": {"type": "string"},
  "names": {"description": "What its nodes are called, by dimension", "type": "object", "additionalProperties": {"type": "string"}}, "amount_fen": {"$ref": "#/components/schemas/Fen"}}},
"AuditRecord": {"type": "object", "required": ["number", "created", "user", "actor", "action", "subject", "detail", "previous_hash", "hash"], "additionalProperties": false, "properties": {
  "number": {"$ref": "#/components/schemas/Id"}, "created": {"$ref": "#/components/schemas/Time"}, "user": {"type": ["integer", "null"]}, "actor": {"type": "string"}, "action": {"type": "string"}, "subject": {"type": "string"}, "detail": {"type": "object"},
  "previous_hash": {"$ref": "#/components/schemas/Hash"}, "hash": {"$ref": "#/components/schemas/Hash"}}},

"PublicUnitName": {"type": "object", "required": ["id", "name", "kind"], "additionalProperties": false, "properties": {"id": {"$ref": "#/components/schemas/Id"}, "name": {"type": "string"}, "kind": {"$ref": "#/components/schemas/UnitKind"}}},
"PublicUnit": {"type": "object", "required": ["id", "name", "kind", "published"], "additionalProperties": false, "properties": {"id": {"$ref": "#/components/schemas/Id"}, "name": {"type": "string"}, "kind": {"$ref": "#/components/schemas/UnitKind"},
  "published": {"type": "array", "items": {"type": "object", "required": ["year", "stage", "version", "published"], "additionalProperties": false, "properties": {"year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"}, "version": {"$ref": "#/components/schemas/Id"}, "published": {"$ref": "#/components/schemas/Time"}}}}}},
"NodeSum": {"type": "object", "required": ["id", "name", "amount_fen"], "additionalProperties": false, "properties": {"id": {"type": "string"}, "name": {"type": "string"}, "amount_fen": {"$ref": "#/components/schemas/Fen"}}},
"Totals": {"type": "object", "required": ["income_fen", "expenditure_fen", "by_source", "by_nature", "by_function", "by_economic"], "additionalProperties": false, "properties": {
  "income_fen": {"$ref": "#/components/schemas/Fen"}, "expenditure_fen": {"$ref": "#/components/schemas/Fen"}, "by_source": {"type": "array", "items": {"$ref": "#/components/schemas/NodeSum"}}, "by_nature": {"type": "array", "items": {"$ref": "#/components/schemas/NodeSum"}},
  "by_function": {"type": "array", "items": {"$ref": "#/components/schemas/NodeSum"}}, "by_economic": {"type": "array", "items": {"$ref": "#/components/schemas/NodeSum"}}}},
"PublishedTable": {"type": "object", "required": ["id", "number", "title", "panel", "money_unit", "columns", "rows", "empty"], "additionalProperties": false, "properties": {
  "id": {"type": "string"}, "number": {"type": "string"}, "title": {"type": "string"}, "panel": {"description": "Income or expenditure, where a table has both side by side; each is an item of its own", "type": "string"}, "money_unit": {"type": "string"},
  "columns": {"description": "Header texts from the top", "type": "array", "items": {"type": "array", "items": {"type": "string"}}},
  "rows": {"type": "array", "items": {"type": "object", "required": ["code", "name", "cells"], "additionalProperties": false, "properties": {"code": {"type": "string"}, "name": {"type": "string"}, "cells": {"type": "array", "items": {
    "anyOf": [{"type": "null"}, {"type": "object", "required": ["printed", "amount_fen"], "additionalProperties": false, "properties": {"printed": {"type": "string"}, "amount_fen": {"type": ["integer", "null"]}}}]}}}}},
  "empty": {"description": "What is printed instead of an empty table", "type": ["string", "null"]}}},
"PublishedFile": {"type": "object", "required": ["name", "media_type", "size", "sha256"], "additionalProperties": false, "properties": {"name": {"type": "string"}, "media_type": {"type": "string"}, "size": {"type": "integer", "minimum": 0}, "sha256": {"$ref": "#/components/schemas/Hash"}}},
"PublishedVersion": {"type": "object", "required": ["version", "published", "files"], "additionalProperties": false, "properties": {"version": {"$ref": "#/components/schemas/Id"}, "published": {"$ref": "#/components/schemas/Time"}, "files": {"type": "array", "items": {"$ref": "#/components/schemas/PublishedFile"}}}},
"PublicPage": {"type": "object", "required": ["unit", "year", "stage", "filing", "version", "form", "totals", "flows", "tables", "files"], "additionalProperties": false, "properties": {
  "unit": {"$ref": "#/components/schemas/UnitName"}, "year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"}, "filing": {"$ref": "#/components/schemas/Id"}, "version": {"$ref": "#/components/schemas/Id"}, "form": {"type": "object", "required": ["id", "name"]},
  "totals": {"$ref": "#/components/schemas/Totals"},
  "flows": {"type": "object", "required": ["nodes", "links"], "additionalProperties": false, "properties": {
    "nodes": {"type": "array", "items": {"type": "object", "required": ["id", "dimension", "name", "amount_fen"], "additionalProperties": false, "properties": {"id": {"type": "string"}, "dimension": {"enum": ["source", "function", "economic"]}, "name": {"type": "string"}, "amount_fen": {"$ref": "#/components/schemas/Fen"}}}},
    "links": {"type": "array", "items": {"type": "object", "required": ["source", "target", "amount_fen"], "additionalProperties": false, "properties": {"source": {"type": "string"}, "target": {"type": "string"}, "amount_fen": {"$ref": "#/components/schemas/Fen"}}}}}},
  "tables": {"type": "array", "items": {"$ref": "#/components/schemas/PublishedTable"}}, "files": {"type": "array", "items": {"$ref": "#/components/schemas/PublishedFile"}}}},
"FoundClaim": {"type": "object", "required": ["unit", "year", "stage", "table", "row", "column", "amount_fen", "printed"], "additionalProperties": false, "properties": {
  "unit": {"$ref": "#/components/schemas/UnitName"}, "year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"}, "table": {"type": "string"}, "row": {"type": "string"}, "column": {"type": "string"}, "amount_fen": {"$ref": "#/components/schemas/Fen"}, "printed": {"type": "string"}}},
"SearchResults": {"type": "object", "required": ["items", "next", "units"], "additionalProperties": false, "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/FoundClaim"}}, "next": {"$ref": "#/components/schemas/Next"}, "units": {"type": "array", "items": {"$ref": "#/components/schemas/UnitName"}}}},
"ComparedUnit": {"type": "object", "required": ["unit", "published", "name", "totals"], "additionalProperties": false, "properties": {"unit": {"$ref": "#/components/schemas/Id"}, "published": {"type": "boolean"}, "name": {"type": ["string", "null"]}, "totals": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Totals"}]}}},
"LinkedTable": {"type": "object", "required": ["unit", "year", "stage", "version", "panels"], "additionalProperties": false, "properties": {
  "unit": {"$ref": "#/components/schemas/UnitName"}, "year": {"$ref": "#/components/schemas/Year"}, "stage": {"$ref": "#/components/schemas/Stage"}, "version": {"$ref": "#/components/schemas/Id"}, "panels": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/PublishedTable"}}}},
"Health": {"type": "object", "required": ["status", "version"], "additionalProperties": false, "properties": {"status": {"const": "ok"}, "version": {"type": "string"}}}
})json";

// Pages of a list all look alike: {"items": […], "next": cursor or null}.
struct ListSchema {
  const char *name, *item;
};
constexpr ListSchema kLists[] = {{"Users", "User"},         {"Tokens", "Token"},     {"Units", "Unit"},           {"Forms", "Form"},         {"Codes", "Code"},         {"Dimensions", "DimensionTree"},
                                 {"Filings", "Filing"},     {"LedgerVersions", "LedgerVersion"}, {"Comments", "Comment"}, {"Documents", "Document"}, {"Verdicts", "Verdict"},
                                 {"ExpectedList", "Expected"}, {"Rollup", "RollupRow"}, {"Lines", "Line"},         {"AuditRecords", "AuditRecord"}, {"PublicUnits", "PublicUnitName"},
                                 {"PublishedFiles", "PublishedFile"}, {"PublishedVersions", "PublishedVersion"}, {"Comparison", "ComparedUnit"}};

}  // namespace

const nlohmann::ordered_json& api_components() {
  static const nlohmann::ordered_json components = [] {
    using Json = nlohmann::ordered_json;
    Json schemas = Json::parse(kSchemas);
    for (const ListSchema& list : kLists)
      schemas[list.name] = {{"type", "object"},
                            {"required", {"items", "next"}},
                            {"additionalProperties", false},
                            {"properties",
                             {{"items", {{"type", "array"}, {"items", {{"$ref", std::string("#/components/schemas/") + list.item}}}}},
                              {"next", {{"$ref", "#/components/schemas/Next"}}}}}};
    return Json{{"schemas", std::move(schemas)}};
  }();
  return components;
}

}  // namespace mingzhang
