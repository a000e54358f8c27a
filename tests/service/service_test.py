#!/usr/bin/env python3
"""The service from outside, on a real server: every answer is held to the OpenAPI document (server.py), every route is asked by
every role, and what people do together is done from the first ledger to the publication. On SQLite and on PostgreSQL.

Usage: service_test.py PROGRAM [TEST…]
"""

import csv
import gzip
import hashlib
import http.client
import io
import json
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from server import EXAMPLES, Answer, Client, Postgresql, Server  # noqa: E402

PROGRAM = ""
ROLES = ["public", "clerk", "reviewer", "bureau", "administrator"]
LEDGER = json.loads((EXAMPLES / "ledger.json").read_text())
FORM = "xinjiang-budget-2024"
PASSWORD = "a long enough password"


def etag(filing):
    return {"If-Match": f'"{filing["revision"]}"'}


class World:
    """A server with some units and a user of each role."""

    def __init__(self, database, *options):
        self.database, self.options = database, options
        self.server = Server(PROGRAM, database, "--upload-max", "1", *options)
        self.administrator = Client(self.server.port)
        self.document = self.administrator.document
        self.password = self.server.passwords["admin"]
        assert self.administrator.sign_in("admin", self.password).status == 200
        root = self.administrator.get("/api/v1/session").json["user"]["unit"]
        self.department = self.unit("云山县文化局", root, "department")
        self.library = self.unit("云山县图书馆", self.department["id"])
        self.elsewhere = self.unit("云山县水利局", root, "department")
        self.clients = {"public": Client(self.server.port, self.document), "administrator": self.administrator}
        for role, unit in (("clerk", self.library["id"]), ("reviewer", self.department["id"]), ("bureau", root)):
            self.user(role, role, unit)
            self.clients[role] = self.client(role)

    def __getitem__(self, role):
        return self.clients[role]

    def unit(self, name, parent, kind="unit"):
        answer = self.administrator.send("POST", "/api/v1/units", {"name": name, "kind": kind, "parent": parent})
        assert answer.status == 201, answer.body
        return answer.json

    def user(self, name, role, unit):
        answer = self.administrator.send("POST", "/api/v1/users", {"name": name, "password": PASSWORD, "role": role, "unit": unit})
        assert answer.status == 201, answer.body
        return answer.json

    def client(self, name=None, password=PASSWORD):
        client = Client(self.server.port, self.document)
        if name:
            assert client.sign_in(name, password).status == 200
        return client

    def filing(self, year=2024, unit=None, clerk=None):
        answer = (clerk or self["clerk"]).send("POST", "/api/v1/filings", {"unit": (unit or self.library)["id"], "year": year, "stage": "budget", "form": FORM})
        assert answer.status == 201, answer.body
        return answer.json

    def ledger(self, year=2024, unit=None):
        lines = json.loads(json.dumps(LEDGER))
        for line in lines["lines"]:
            line["year"] = str(int(line["year"]) + year - 2024)
        return {**lines, "year": year, "unit": (unit or self.library)["name"]}

    @staticmethod
    def sums(ledger):
        """Amounts by point: how lines are divided says nothing."""
        sums = {}
        for line in ledger["lines"]:
            point = {**ledger.get("all_lines", {}), **line}
            amount = point.pop("amount_fen", None)
            amount = point.pop("amount") if amount is None else amount
            key = json.dumps({name: value for name, value in point.items() if value != ""}, sort_keys=True, ensure_ascii=False)
            sums[key] = sums.get(key, 0) + amount
        return {key: amount for key, amount in sums.items() if amount != 0}

    @staticmethod
    def with_text(workbook, texts):
        """The workbook with other words in its cells."""
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.infolist():
                data = old.read(item).decode() if item.filename.endswith(".xml") else old.read(item)
                if isinstance(data, str):
                    for text, other in texts.items():
                        data = data.replace(f">{text}<", f">{other}<")
                new.writestr(item, data)
        return out.getvalue()

    def step(self, role, filing, name, body=None, status=200):
        answer = self[role].send("POST", f"/api/v1/filings/{filing['id']}/{name}", body, etag(filing))
        assert answer.status == status, (name, answer.status, answer.body.decode())
        return answer.json

    def saved(self, year=2024):
        filing = self.filing(year)
        answer = self["clerk"].send("PUT", f"/api/v1/filings/{filing['id']}/ledger", self.ledger(year), etag(filing))
        assert answer.status == 200, answer.body
        return answer.json

    def submitted(self, year=2024):
        checked = self.step("clerk", self.saved(year), "check")
        assert checked["filing"]["state"] == "checked", checked["report"]["findings"]
        return self.step("clerk", checked["filing"], "submit")

    def approved(self, year=2024):
        return self.step("bureau", self.submitted(year), "approve", {"approved_on": "2024-02-05"})

    def published(self, year=2024):
        approved = self.approved(year)
        job = self.step("bureau", approved, "publish", {}, 202)["job"]
        job = self.finished("bureau", job)
        assert job["state"] == "done", job
        return self["bureau"].get(f"/api/v1/filings/{approved['id']}").json

    def finished(self, role, job):
        for _ in range(600):
            job = self[role].get(f"/api/v1/jobs/{job['id']}").json
            if job["state"] in ("done", "failed"):
                return job
            time.sleep(0.05)
        raise TimeoutError(job)

    def handed_in(self, role="clerk", data=None, name="公开.txt"):
        data = data if data is not None else (EXAMPLES / "disclosure.txt").read_bytes()
        answer = self[role].send("POST", f"/api/v1/documents?name={name}", data, {"Content-Type": "application/octet-stream"})
        assert answer.status == 202, answer.body
        return answer.json

    def raw_answer(self, path, headers):
        """As the wire has it: what is compressed stays so."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", urllib.parse.quote(path, safe="/?=&%"), headers=headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def raw(self, data):
        """All that comes back within a moment of silence, or until the connection is closed."""
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=10) as connection:
            connection.sendall(data)
            received = b""
            try:
                while block := connection.recv(65536):
                    received += block
                    connection.settimeout(0.3)
            except TimeoutError:
                pass
            return received


class ServiceCase(unittest.TestCase):
    world = None

    def database(self):
        raise NotImplementedError

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.new_database())

    @classmethod
    def tearDownClass(cls):
        code = cls.world.server.stop()
        if code != 0:
            raise AssertionError(f"the server ended with {code}")

    def check_error(self, answer, status, error_id):
        self.assertEqual((answer.status, answer.json["error"]["id"]), (status, error_id), answer.body.decode())


class Everything:
    """Mixed into a class for each database."""

    # ---- every route and every role

    def requests(self):
        """{operation: (path, body, headers, status for roles that may)}. A row is needed for each operation of the document."""
        w = self.world
        draft, saved = w.filing(2030), w.saved(2031)
        n, s = f"/api/v1/filings/{draft['id']}", f"/api/v1/filings/{saved['id']}"
        published = w.published(2032)
        public = f"/api/v1/public/units/{w.library['id']}/2032/budget"
        stale = {"If-Match": '"9999"'}
        unit_of = lambda name: w.unit(name, w.department["id"])
        spare = unit_of("备用单位")
        user = w.user("备用用户", "clerk", spare["id"])
        return published, {
            "signIn": ("/api/v1/session", {"name": "备用用户", "password": PASSWORD}, {}, 200),
            "getSession": ("/api/v1/session", None, {}, 200),
            "signOut": ("/api/v1/session", None, {}, 204),
            "listUsers": ("/api/v1/users", None, {}, 200),
            "createUser": ("/api/v1/users", {"name": "新用户", "password": PASSWORD, "role": "clerk", "unit": spare["id"]}, {}, 201),
            "changeUser": (f"/api/v1/users/{user['id']}", {"revision": user["revision"], "disabled": False}, {}, 200),
            "setPassword": (lambda role: f"/api/v1/users/{self.user_id(role)}/password", lambda role: {"old": self.password_of(role), "new": "short"}, {}, 422),
            "listTokens": ("/api/v1/tokens", None, {}, 200),
            "createToken": ("/api/v1/tokens", {"name": "程序", "days": 1}, {}, 201),
            "deleteToken": ("/api/v1/tokens/999999", None, {}, 404),
            "listUnits": ("/api/v1/units?q=云山&limit=2", None, {}, 200),
            "createUnit": ("/api/v1/units", {"name": "新单位", "kind": "unit"}, {}, 201),
            "getUnit": (f"/api/v1/units/{w.library['id']}", None, {}, 200),
            "changeUnit": (f"/api/v1/units/{spare['id']}", {"revision": spare["revision"], "name": "备用单位一", "kind": "unit"}, {}, 200),
            "listForms": ("/api/v1/forms", None, {}, 200),
            "getForm": (f"/api/v1/forms/{FORM}", None, {}, 200),
            "listCodes": ("/api/v1/codes?classification=function&q=养老&year=2024", None, {}, 200),
            "listDimensions": ("/api/v1/dimensions", None, {}, 200),
            "listFilings": ("/api/v1/filings?year=2030&stage=budget&state=draft", None, {}, 200),
            "beginFiling": ("/api/v1/filings", {"unit": w.library["id"], "year": 2033, "stage": "budget", "form": FORM}, {}, 201),
            "getFiling": (n, None, {}, 200),
            "getLedger": (f"{s}/ledger", None, {}, 200),
            "saveLedger": (f"{n}/ledger", w.ledger(2030), stale, 412),
            "getDraft": (f"{n}/draft?from=nothing", None, {}, 200),
            "getWorkbook": (f"{s}/workbook.xlsx?from=ledger", None, {}, 200),
            "importWorkbook": (f"{n}/workbook", b"no workbook", {"Content-Type": "application/octet-stream", **etag(draft)}, 422),
            "listFilingFiles": (f"/api/v1/filings/{published['id']}/files", None, {}, 200),
            "listLedgerVersions": (f"{s}/versions", None, {}, 200),
            "getLedgerVersion": (f"{s}/versions/1", None, {}, 200),
            "checkFiling": (f"{s}/check", None, stale, 412),
            "getFilingReport": (f"/api/v1/filings/{published['id']}/report", None, {}, 200),
            "previewFiling": (f"{s}/preview", w.ledger(2031), {}, 200),
            "getPreview": ("/api/v1/previews/none", None, {}, 404),
            "submitFiling": (f"{n}/submit", None, etag(draft), 409),
            "returnFiling": (f"{n}/return", {"because": "不清楚"}, etag(draft), 409),
            "approveFiling": (f"{n}/approve", {"approved_on": "2030-02-01"}, etag(draft), 409),
            "publishFiling": (f"{n}/publish", {}, etag(draft), 409),
            "correctFiling": (f"{n}/correct", {"because": "有误"}, etag(draft), 409),
            "listComments": (f"{n}/comments", None, {}, 200),
            "addComment": (f"{n}/comments", {"text": "请补充说明"}, {}, 201),
            "handInDocument": ("/api/v1/documents?name=a.txt", "收入 1.00 万元\n".encode(), {"Content-Type": "application/octet-stream"}, 202),
            "listDocuments": ("/api/v1/documents?of=scope", None, {}, 200),
            "getDocument": (self.own_document(""), None, {}, 200),
            "getOriginal": (self.own_document("/original"), None, {}, 200),
            "getPage": (self.own_document("/pages/1.png", "pdf"), None, {}, 200),
            "getReport": (self.own_document("/report"), None, {}, 200),
            "getReportHtml": (self.own_document("/report.html"), None, {}, 200),
            "getReportXlsx": (self.own_document("/report.xlsx"), None, {}, 200),
            "getReportPdf": (self.own_document("/report.pdf", "pdf"), None, {}, 200),
            "getReportSarif": (self.own_document("/report.sarif"), None, {}, 200),
            "judgeFinding": (self.own_document("/findings/0123456789abcdef/verdict"), {"verdict": "accepted", "because": "财政部门已同意"}, {}, 200),
            "listVerdicts": (self.own_document("/verdicts"), None, {}, 200),
            "getJob": (self.own_document("job"), None, {}, 200),
            "getJobEvents": (self.own_document("job", "txt", "/events"), None, {}, 200),
            "listExpected": ("/api/v1/expected?year=2032", None, {}, 200),
            "setExpected": ("/api/v1/expected", {"unit": spare["id"], "year": 2030, "stage": "budget", "due_on": "2030-02-20"}, {}, 204),
            "getDashboard": ("/api/v1/dashboard?year=2032&stage=budget", None, {}, 200),
            "getRollup": ("/api/v1/rollup?by=function,economic&year=2032", None, {}, 200 if self.has_analytics() else 503),
            "listLines": ("/api/v1/lines?function=208&limit=3", None, {}, 200),
            "listAudit": ("/api/v1/audit?limit=10", None, {}, 200),
            "listPublicUnits": ("/api/v1/public/units?q=图书", None, {}, 200),
            "getPublicUnit": (f"/api/v1/public/units/{w.library['id']}", None, {}, 200),
            "getPublicPage": (public, None, {}, 200),
            "listPublicFiles": (f"{public}/files", None, {}, 200),
            "getPublicFile": (f"{public}/files/claims.csv", None, {}, 200),
            "search": ("/api/v1/public/search?q=养老保险", None, {}, 200),
            "compare": (f"/api/v1/public/compare?units={w.library['id']},{w.elsewhere['id']}&year=2032&stage=budget", None, {}, 200),
            "getHealth": ("/healthz", None, {}, 200),
            "getMetrics": ("/metrics", None, {}, 200),
            "getOpenApi": ("/api/v1/openapi.json", None, {}, 200),
            "getLinkedTable": ("/d/2032/云山县图书馆/general.json", None, {}, 200),
            "getLinkedTableCsv": ("/d/2032/云山县图书馆/general.csv", None, {}, 200),
            "getLink": ("/d/2032/云山县图书馆/general", None, {}, 200),
            "getApplication": ("/", None, {}, 200),
        }

    def has_analytics(self):
        """DuckDB is fetched from the npm registry; where it could not be, roll-ups say so."""
        answer = self.world["bureau"].get("/api/v1/rollup?by=unit")
        return answer.status == 200 or answer.json["error"]["id"] != "rollup.library.missing"

    def user_id(self, role):
        return self.world[role].get("/api/v1/session").json["user"]["id"] if role != "public" else 1

    def password_of(self, role):
        return self.world.password if role == "administrator" else PASSWORD

    def own_document(self, suffix, kind="txt", rest=""):
        """A path that depends on the role: of a document that it has handed in."""
        def path(role):
            key = (role if role != "public" else "clerk", kind)
            if key not in self.documents:
                data = None if kind == "txt" else self.pdf
                handed = self.world.handed_in(key[0], data, f"a.{kind}")
                self.world.finished(key[0], handed["job"])
                self.documents[key] = handed
            handed = self.documents[key]
            return f"/api/v1/jobs/{handed['job']['id']}{rest}" if suffix == "job" else f"/api/v1/documents/{handed['document']['id']}{suffix}"
        return path

    def test_every_route_and_every_role(self):
        w = self.world
        self.documents = {}
        published, rows = self.requests()
        self.pdf = w["public"].get(f"/api/v1/public/units/{w.library['id']}/2032/budget/files/disclosure.pdf").body
        operations = {}
        for path, methods in w.document["paths"].items():
            for method, operation in methods.items():
                operations[operation["operationId"]] = (method.upper(), operation)
        self.assertEqual(set(operations) - set(rows), set(), "operations that this test does not ask")
        self.assertEqual(set(rows) - set(operations), set(), "operations that the document does not have")
        # Signing out ends the session; so it comes last.
        order = sorted(rows, key=lambda name: (name == "signOut", name))
        asked = 0
        for role in ROLES:
            client = w[role]
            for name in order:
                method, operation = operations[name]
                path, body, headers, status = rows[name]
                path = path(role) if callable(path) else path
                body = body(role) if callable(body) else body
                allowed = role in operation["x-roles"]
                expected = status if allowed else 401 if role == "public" else 403
                sender = client
                if name == "signIn":  # it would replace the session
                    sender = w.client()
                answer = sender.send(method, path, body, headers)
                self.assertEqual(answer.status, expected, f"{name} as {role}: {answer.body[:300]!r}")
                asked += 1
        self.assertEqual(asked, len(operations) * len(ROLES))
        for role in ROLES[1:]:
            w.clients[role] = w.client("admin" if role == "administrator" else role, self.password_of(role))
        w.administrator = w.clients["administrator"]
        pdf = w["clerk"].get(f"/api/v1/documents/{self.documents[('clerk', 'pdf')]['document']['id']}").json
        self.assertGreater(pdf["pages"], 5)
        self.assertEqual([w["clerk"].get(f"/api/v1/documents/{pdf['id']}/pages/{pdf['pages'] + more}.png?dpi=40").status for more in (0, 1)], [200, 404])

    def test_nobody_sees_what_lies_outside_of_the_scope(self):
        w = self.world
        w.user(f"外人{id(self)}", "clerk", w.elsewhere["id"])
        stranger = w.client(f"外人{id(self)}")
        filing = w.saved(2040)
        n = f"/api/v1/filings/{filing['id']}"
        handed = w.handed_in()
        w.finished("clerk", handed["job"])
        d = f"/api/v1/documents/{handed['document']['id']}"
        for method, path, body, headers in [
            ("GET", n, None, None), ("GET", f"{n}/ledger", None, None), ("GET", f"{n}/versions/1", None, None), ("GET", f"{n}/comments", None, None),
            ("PUT", f"{n}/ledger", w.ledger(2040), etag(filing)), ("POST", f"{n}/check", None, etag(filing)), ("GET", f"{n}/workbook.xlsx", None, None), ("GET", f"{n}/draft", None, None),
            ("PUT", f"{n}/workbook", b"PK", {"Content-Type": "application/octet-stream", **etag(filing)}), ("POST", f"{n}/submit", None, etag(filing)),
            ("POST", f"{n}/preview", w.ledger(2040), None), ("POST", f"{n}/comments", {"text": "?"}, None), ("GET", f"/api/v1/units/{w.library['id']}", None, None),
            ("GET", d, None, None), ("GET", f"{d}/original", None, None), ("GET", f"{d}/report", None, None), ("GET", f"{d}/report.html", None, None),
            ("PUT", f"{d}/findings/0123456789abcdef/verdict", {"verdict": "right", "because": ""}, None), ("GET", f"/api/v1/jobs/{handed['job']['id']}", None, None),
            ("POST", "/api/v1/filings", {"unit": w.library["id"], "year": 2041, "stage": "budget", "form": FORM}, None),
        ]:
            self.check_error(stranger.send(method, path, body, headers), 403, "access.forbidden")
        self.assertEqual(stranger.get("/api/v1/filings").json["items"], [])
        self.assertEqual([u["name"] for u in stranger.get("/api/v1/units").json["items"]], ["云山县水利局"])
        self.assertEqual(stranger.get("/api/v1/documents?of=scope").json["items"], [])

    # ---- the work of a filing

    def test_from_the_first_ledger_to_a_correction(self):
        w = self.world
        filing = w.filing(2025)
        n = f"/api/v1/filings/{filing['id']}"
        self.check_error(w["clerk"].get(f"{n}/ledger"), 404, "service.missing")
        self.check_error(w["clerk"].send("PUT", f"{n}/ledger", w.ledger(2025)), 428, "request.no_precondition")
        wrong = w.ledger(2025)
        del wrong["lines"][0]["amount_fen"]
        self.check_error(w["clerk"].send("PUT", f"{n}/ledger", wrong, etag(filing)), 422, "ledger.json.invalid")
        self.check_error(w["clerk"].send("PUT", f"{n}/ledger", w.ledger(2026), etag(filing)), 422, "service.ledger.foreign")
        saved = w["clerk"].send("PUT", f"{n}/ledger", w.ledger(2025), etag(filing)).json
        self.assertEqual((saved["state"], saved["ledger_version"]), ("draft", 1))
        self.check_error(w["clerk"].send("PUT", f"{n}/ledger", w.ledger(2025), etag(filing)), 412, "store.stale")
        ledger = w["clerk"].get(f"{n}/ledger")
        self.assertEqual(ledger.json, w.ledger(2025))
        self.assertEqual(ledger.headers["X-Ledger-SHA256"], hashlib.sha256(ledger.body).hexdigest())

        self.check_error(w["clerk"].send("POST", f"{n}/submit", None, etag(saved)), 409, "service.step.not_allowed")
        unreasoned = w.ledger(2025)
        unreasoned["facts"]["reasons"] = []
        unsound = w["clerk"].send("PUT", f"{n}/ledger", unreasoned, etag(saved)).json
        checked = w.step("clerk", unsound, "check")
        self.assertEqual(checked["filing"]["state"], "draft")
        missing = checked["report"]["missing_reasons"]
        self.assertIn({"source": "fiscal.general", "function": "2080505", "measure": "budget"}, [each["region"] for each in missing])
        # Each names the region of the reason that is wanted: with a text it is that reason.
        unreasoned["facts"]["reasons"] = [{**each["region"], "reason": "业务量变化"} for each in missing]
        reasoned = w["clerk"].send("PUT", f"{n}/ledger", unreasoned, etag(checked["filing"])).json
        checked = w.step("clerk", reasoned, "check")
        self.assertEqual((checked["filing"]["state"], checked["report"]["missing_reasons"]), ("checked", []))
        saved = w["clerk"].send("PUT", f"{n}/ledger", w.ledger(2025), etag(checked["filing"])).json
        checked = w.step("clerk", saved, "check")["filing"]
        self.assertEqual(checked["state"], "checked")
        submitted = w.step("clerk", checked, "submit")
        self.check_error(w["clerk"].send("PUT", f"{n}/ledger", w.ledger(2025), etag(submitted)), 409, "service.step.not_allowed")
        returned = w.step("reviewer", submitted, "return", {"because": "住房公积金请再核实"})
        self.assertEqual(w["clerk"].get(f"{n}/comments").json["items"][0]["text"], "住房公积金请再核实")
        again = w.step("clerk", w.step("clerk", returned, "check")["filing"], "submit")
        self.check_error(w["bureau"].send("POST", f"{n}/approve", {"approved_on": "2025-02-30"}, etag(again)), 422, "service.date.invalid")
        approved = w.step("bureau", again, "approve", {"approved_on": "2025-02-10"})
        self.assertEqual((approved["state"], approved["due_on"]), ("approved", "2025-03-02"))

        job = w.finished("bureau", w.step("bureau", approved, "publish", {}, 202)["job"])
        self.assertEqual((job["state"], job["result"]["version"]), ("done", 4), job)
        published = w["bureau"].get(n).json
        self.assertEqual((published["state"], published["published_version"]), ("published", 4))
        public = f"/api/v1/public/units/{w.library['id']}/2025/budget"
        page = w["public"].get(public).json
        self.assertEqual(page["totals"]["income_fen"], page["totals"]["expenditure_fen"])
        self.assertEqual(page["totals"]["expenditure_fen"], sum(each["amount_fen"] for each in page["totals"]["by_function"]))
        self.assertEqual(page["totals"]["expenditure_fen"], sum(link["amount_fen"] for link in page["flows"]["links"] if link["source"].startswith("source:")))
        self.assertEqual({file["name"] for file in page["files"]}, {"disclosure.docx", "disclosure.pdf", "disclosure.xlsx", "disclosure.html", "ledger.csv", "claims.csv", "datapackage.json", "release.json"})
        for file in page["files"]:
            got = w["public"].get(f"{public}/files/{file['name']}")
            self.assertEqual((len(got.body), hashlib.sha256(got.body).hexdigest()), (file["size"], file["sha256"]))
        expected = [each for each in w["reviewer"].get("/api/v1/expected?year=2025").json["items"]]
        self.assertEqual([(each["unit"]["name"], each["due_on"], each["state"]) for each in expected], [("云山县图书馆", "2025-03-02", "met_late")])
        promised = w["bureau"].send("PUT", "/api/v1/expected", {"unit": w.library["id"], "year": 2031, "stage": "budget", "approved_on": "2031-02-10"})
        self.assertEqual(promised.status, 204, promised.body)
        self.assertEqual([each["due_on"] for each in w["bureau"].get("/api/v1/expected?year=2031").json["items"]], ["2031-03-02"])

        corrected = w.step("clerk", published, "correct", {"because": "更正"})
        self.assertEqual((corrected["state"], corrected["published_version"]), ("draft", 4))
        changed = w.ledger(2025)
        changed["facts"]["offices"] = changed["facts"]["offices"][:2] + ["古籍部"]
        newer = w["clerk"].send("PUT", f"{n}/ledger", changed, etag(corrected)).json
        self.assertEqual(newer["ledger_version"], 5)
        self.assertEqual(w["public"].get(public).json["version"], 4, "the published version stays while it is corrected")
        newer = w.step("clerk", w.step("clerk", newer, "check")["filing"], "submit")
        newer = w.step("bureau", newer, "approve", {"approved_on": "2025-02-10"})
        self.assertEqual(w.finished("bureau", w.step("bureau", newer, "publish", {}, 202)["job"])["state"], "done")
        self.assertEqual(w["public"].get(public).json["version"], 5)
        self.assertEqual(w["public"].get(f"{public}?version=4").json, page)
        self.assertEqual([v["number"] for v in w["clerk"].get(f"{n}/versions").json["items"]], [1, 2, 3, 4, 5])
        versions = w["reviewer"].get(f"{n}/files").json["items"]
        self.assertEqual([version["version"] for version in versions], [5, 4])
        self.assertEqual(sorted(versions[1]["files"], key=lambda file: file["name"]), sorted(page["files"], key=lambda file: file["name"]))
        actions = [record["action"] for record in w["bureau"].get(f"/api/v1/audit?subject=filing/{filing['id']}&limit=100").json["items"]]
        self.assertEqual(actions.count("filing.published"), 2, actions)

    def test_the_workbook_of_a_filing(self):
        w = self.world
        saved = w.saved(2080)
        n = f"/api/v1/filings/{saved['id']}"
        lines = lambda ledger: sorted(json.dumps(line, sort_keys=True) for line in w.sums(ledger).items())
        workbook = w["clerk"].get(f"{n}/workbook.xlsx")
        self.assertIn(".xlsx", workbook.headers["Content-Disposition"])
        send = lambda data, filing, role="clerk": w[role].send("PUT", f"/api/v1/filings/{filing['id']}/workbook", data, {"Content-Type": "application/octet-stream", **etag(filing)})
        imported = send(workbook.body, saved)
        self.assertEqual((imported.status, imported.json["ledger_version"], imported.headers["ETag"]), (200, 2, f'"{imported.json["revision"]}"'), imported.body.decode())
        before, after = (w["clerk"].get(f"{n}/versions/{number}").json for number in (1, 2))
        self.assertEqual(lines(after), lines(before))
        self.assertEqual(after["facts"], before["facts"])
        # Everything that is wrong comes at once, and nothing is saved.
        broken = w.with_text(workbook.body, {"2080505": "2089998", "陈志远": ""})
        wrong = send(broken, imported.json)
        self.check_error(wrong, 422, "service.workbook.problems")
        problems = wrong.json["error"]["problems"]
        self.assertIn(("workbook.code.unknown", "支出明细"), {(each["id"], each["sheet"]) for each in problems})
        self.assertTrue(all(each["message"] and (each["cell"] is None or each["cell"].isalnum()) for each in problems), problems)
        self.assertEqual(w["clerk"].get(n).json["ledger_version"], 2)
        self.check_error(send(workbook.body, saved), 412, "store.stale")
        self.check_error(send(b"PK\x03\x04 no workbook", imported.json), 422, "read.office.damaged")
        self.check_error(send(json.dumps(w.ledger(2080)).encode(), imported.json), 422, "workbook.foreign")
        other = w.filing(2085)
        self.check_error(send(workbook.body, other), 422, "service.ledger.foreign")
        self.check_error(w["clerk"].get(f"/api/v1/filings/{other['id']}/workbook.xlsx?from=ledger"), 404, "service.missing")
        self.assertEqual(w["clerk"].get(f"/api/v1/filings/{other['id']}/draft").json["lines"], [])
        # The year after begins with what was published: this year's figures are last year's then.
        published = w.published(2081)
        next_year = w.filing(2082)
        draft = w["clerk"].get(f"/api/v1/filings/{next_year['id']}/draft").json
        self.assertEqual((draft["year"], draft["unit"], {line["year"] for line in draft["lines"]}), (2082, "云山县图书馆", {"2081"}))
        year = lambda sums, year: {key: amount for key, amount in sums.items() if f'"year": "{year}"' in key}
        self.assertEqual(w.sums(draft), year(w.sums(w["clerk"].get(f"/api/v1/filings/{published['id']}/ledger").json), 2081))
        drafted = w["clerk"].get(f"/api/v1/filings/{next_year['id']}/workbook.xlsx?from=last_year")
        self.assertEqual(drafted.status, 200)
        self.assertNotEqual(drafted.body, w["clerk"].get(f"/api/v1/filings/{next_year['id']}/workbook.xlsx?from=nothing").body)
        missing = send(drafted.body, next_year)  # this year's amounts are still to be filled
        self.check_error(missing, 422, "service.workbook.problems")

    def test_a_refused_publication_publishes_nothing(self):
        w = self.world
        submitted = w.submitted(2026)
        approved = w.step("bureau", submitted, "approve", {"approved_on": "2026-02-10"})
        job = w.step("bureau", approved, "publish", {}, 202)["job"]
        other = w["bureau"].send("POST", f"/api/v1/filings/{approved['id']}/return", {"because": "先别公开"}, etag(approved))
        job = w.finished("bureau", job)
        if other.status == 200:  # the return came before the job: then nothing may be published
            self.assertEqual(job["state"], "failed")
            self.check_error(w["public"].get(f"/api/v1/public/units/{w.library['id']}/2026/budget"), 404, "service.missing")
        else:
            self.assertIn(other.status, (409, 412))
            self.assertEqual(job["state"], "done")

    def test_permanent_links(self):
        w = self.world
        w.published(2034)
        for name in ("general_basic", "表6"):
            table = w["public"].get(f"/d/2034/云山县图书馆/{name}.json").json
            self.assertEqual((table["unit"]["name"], table["year"]), ("云山县图书馆", 2034))
            self.assertEqual(table["panels"][0]["id"], "general_basic")
        by_number = w["public"].get(f"/d/2034/{w.library['id']}/general_basic.csv")
        rows = by_number.body.decode().split("\r\n")
        self.assertTrue(rows[0].startswith("code,name,"), rows[0])
        printed = {row["code"]: row["cells"][0]["printed"] for row in table["panels"][0]["rows"] if row["cells"][0]}
        self.assertIn("30108", printed)
        self.assertIn(printed["30108"], next(row for row in rows if row.startswith("30108,")))
        self.assertIn("text/html", w["public"].get("/d/2034/云山县图书馆/general_basic").headers["Content-Type"])
        self.check_error(w["public"].get("/d/2034/云山县图书馆/none.json"), 404, "service.missing")
        self.check_error(w["public"].get("/d/2034/没有的单位/general.json"), 404, "service.missing")
        self.check_error(w["public"].get("/d/abc/云山县图书馆/general.json"), 404, "request.not_found")
        self.assertEqual(w["public"].get("/api/v1/public/search?q=30108").status, 200)

    def test_money_without_a_place_is_told_of_its_line(self):
        w = self.world
        ledger = w.ledger(2028)
        at = next(i for i, line in enumerate(ledger["lines"]) if line["year"] == "2028" and line["source"] == "unit_funds.operating")
        ledger["lines"][at]["source"] = "surplus"
        filing = w.filing(2028)
        n = f"/api/v1/filings/{filing['id']}"
        filing = w["clerk"].send("PUT", f"{n}/ledger", ledger, etag(filing)).json
        checked = w.step("clerk", filing, "check")
        self.assertEqual((checked["filing"]["state"], [each["line"] for each in checked["report"]["unplaced"]]), ("draft", [at]))
        self.assertIn("“使用非财政拨款结余”的", checked["report"]["unplaced"][0]["message"])
        english = w["clerk"].get(f"{n}/report", headers={"Accept-Language": "en"}).json
        self.assertIn("has no place in", english["unplaced"][0]["message"])

    def test_preview_stores_nothing(self):
        w = self.world
        filing = w.saved(2027)
        preview = w["clerk"].send("POST", f"/api/v1/filings/{filing['id']}/preview", w.ledger(2027)).json
        page = w["clerk"].get(preview["url"])
        self.assertIn("云山县图书馆", page.body.decode())
        self.assertIn("sandbox", page.headers["Content-Security-Policy"])
        self.check_error(w["reviewer"].get(preview["url"]), 404, "service.missing")
        self.assertEqual(w["clerk"].get(f"/api/v1/filings/{filing['id']}").json, filing)

    def test_rollup_is_the_sum_of_its_lines(self):
        w = self.world
        if not self.has_analytics():
            self.skipTest("libduckdb is not there")
        w.published(2035)
        rows = w["bureau"].get("/api/v1/rollup?by=function,economic&year=2035").json["items"]
        whole = w["public"].get(f"/api/v1/public/units/{w.library['id']}/2035/budget").json["totals"]["expenditure_fen"]
        self.assertEqual(sum(row["amount_fen"] for row in rows), whole)
        one = max(rows, key=lambda row: row["amount_fen"])
        lines = w["bureau"].get(f"/api/v1/lines?year=2035&measure=budget&function={one['ids'][0]}&economic={one['ids'][1]}&limit=1000").json["items"]
        self.assertEqual((sum(line["amount_fen"] for line in lines), len(lines)), (one["amount_fen"], one["lines"]))
        by_unit = w["bureau"].get("/api/v1/rollup?by=unit&year=2035").json["items"]
        self.assertEqual([(row["names"], row["amount_fen"]) for row in by_unit], [(["云山县图书馆"], whole)])
        self.check_error(w["bureau"].get("/api/v1/rollup?by=colour"), 400, "rollup.dimension.unknown")

    def test_final_accounts_are_summed_once(self):
        """They have the budget beside them, last year's figures, and money that comes in as well as money that goes out."""
        w = self.world
        accounts = {**json.loads((EXAMPLES / "accounts-2023.json").read_text()), "unit": w.library["name"]}
        filing = w["clerk"].send("POST", "/api/v1/filings", {"unit": w.library["id"], "year": 2023, "stage": "final", "form": "national-final"}).json
        filing = w["clerk"].send("PUT", f"/api/v1/filings/{filing['id']}/ledger", accounts, etag(filing)).json
        checked = w.step("clerk", filing, "check")
        self.assertEqual((checked["filing"]["state"], checked["report"]["findings"]), ("checked", []))
        approved = w.step("bureau", w.step("clerk", checked["filing"], "submit"), "approve", {"approved_on": "2024-08-20"})
        self.assertEqual(w.finished("bureau", w.step("bureau", approved, "publish", {}, 202)["job"])["state"], "done")
        spent = [line for line in accounts["lines"] if (line["year"], line.get("stage", "final"), line.get("flow"), line.get("measure", "budget")) == ("2023", "final", "expenditure", "budget")]
        total = sum(line["amount_fen"] for line in spent)
        page = w["public"].get(f"/api/v1/public/units/{w.library['id']}/2023/final").json
        self.assertEqual((page["totals"]["expenditure_fen"], page["totals"]["income_fen"] > total), (total, True))
        names = [node["name"] for node in page["totals"]["by_economic"] + page["totals"]["by_function"] + page["flows"]["nodes"]]
        self.assertTrue(all(name and not name.isdigit() for name in names), names)
        lines = w["bureau"].get("/api/v1/lines?year=2023&stage=final&limit=1000").json["items"]
        self.assertEqual((sum(line["amount_fen"] for line in lines), len(lines)), (total, len(spent)))
        line = next(line for line in lines if line["economic"] == "30108")
        self.assertEqual((line["names"]["economic"], line["names"]["flow"], line["names"]["source"]), ("机关事业单位基本养老保险缴费", "支出", "一般财力"))
        every = w["bureau"].get("/api/v1/lines?year=2023&stage=final&limit=1000&lines=all").json["items"]
        self.assertIn(("2022", "final"), {(line["year"], line["stage"]) for line in every})
        self.assertIn(("2023", "budget"), {(line["year"], line["stage"]) for line in every})
        incomes = w["bureau"].get("/api/v1/lines?year=2023&stage=final&flow=income&limit=1000").json["items"]
        self.assertEqual(sum(line["amount_fen"] for line in incomes), page["totals"]["income_fen"])
        if not self.has_analytics():
            return
        rows = w["bureau"].get("/api/v1/rollup?by=function,economic&year=2023&stage=final").json["items"]
        self.assertEqual((sum(row["amount_fen"] for row in rows), sum(row["lines"] for row in rows)), (total, len(spent)))
        flows = w["bureau"].get("/api/v1/rollup?by=flow&year=2023&stage=final").json["items"]
        self.assertEqual({row["ids"][0]: row["names"][0] for row in flows}, {"closing": "年末结转和结余", "expenditure": "支出", "income": "收入"})

    # ---- documents and jobs

    def test_a_document_is_checked_judged_and_shown(self):
        w = self.world
        handed = w.handed_in(name="云山县图书馆 2024.txt")
        events = w["clerk"].get(f"/api/v1/jobs/{handed['job']['id']}/events").body.decode()
        self.assertTrue(events.rstrip().rsplit("\n\n", 1)[-1].startswith("event: end\ndata: {"), events)
        self.assertIn('"state":"done"', events)
        d = f"/api/v1/documents/{handed['document']['id']}"
        document = w["clerk"].get(d).json
        self.assertEqual((document["unit"], document["year"], document["stage"]), (w.library["id"], 2024, "budget"))
        report = w["clerk"].get(f"{d}/report").json
        english = w["clerk"].get(f"{d}/report", headers={"Accept-Language": "en"}).json
        self.assertEqual([f["fingerprint"] for f in report["findings"]], [f["fingerprint"] for f in english["findings"]])
        self.assertNotEqual(report["findings"][0]["message"], english["findings"][0]["message"])
        mark = report["findings"][0]["fingerprint"]
        severities = [finding["severity"] for finding in report["findings"]]
        found = {severity: severities.count(severity) for severity in ("error", "warning", "note")}
        self.assertGreater(found["error"] + found["warning"], 0)
        self.assertEqual((document["checked"], document["findings"]), (True, {**found, "judged": 0}))
        w["reviewer"].send("PUT", f"{d}/findings/{mark}/verdict", {"verdict": "right", "because": "看过原件"})
        again = w.handed_in(name="同一份.txt")
        w.finished("clerk", again["job"])
        verdicts = w["clerk"].get(f"/api/v1/documents/{again['document']['id']}/report").json["verdicts"]
        self.assertEqual((verdicts[mark]["verdict"], verdicts[mark]["user"]), ("right", "reviewer"), "a verdict survives another run and another copy")
        listed = {each["id"]: each for each in w["reviewer"].get("/api/v1/documents?of=scope&limit=1000").json["items"]}
        for each in (handed, again):
            self.assertEqual(listed[each["document"]["id"]]["findings"], {**found, "judged": 1}, "the list says what was found, and of that what was judged")
        original = w["clerk"].get(f"{d}/original")
        self.assertEqual(original.body, (EXAMPLES / "disclosure.txt").read_bytes())
        self.assertTrue(original.headers["Content-Disposition"].startswith("attachment"))
        self.assertGreater(len(w["reviewer"].get("/api/v1/dashboard").json["findings"]), 0)

    def test_a_document_that_cannot_be_read_is_told_of(self):
        w = self.world
        handed = w.handed_in(data=b"\x89PNG\r\n\x1a\n" + bytes(100), name="a.png")
        self.assertEqual(w.finished("clerk", handed["job"])["state"], "done")
        self.assertEqual(w["clerk"].get(f"/api/v1/documents/{handed['document']['id']}/report").json["error"]["id"], "read.format.unsupported")
        listed = next(each for each in w["clerk"].get("/api/v1/documents").json["items"] if each["id"] == handed["document"]["id"])
        self.assertEqual((listed["checked"], listed["findings"]), (False, None), "what could not be read is not clean")
        self.assertEqual((handed["document"]["checked"], handed["document"]["findings"]), (None, None))
        self.assertEqual(w["clerk"].get(f"/api/v1/documents/{handed['document']['id']}/pages/1.png").status, 422)

    def test_uploads_have_a_limit(self):
        w = self.world
        large = bytes(1_200_000)
        headers = {"Content-Type": "application/octet-stream"}
        self.check_error(w["clerk"].send("POST", "/api/v1/documents?name=a", large, headers), 413, "request.too_large")
        pieces = (large[i:i + 50_000] for i in range(0, len(large), 50_000))
        try:
            answer = w["clerk"].send("POST", "/api/v1/documents?name=a", pieces, {**headers, "Transfer-Encoding": "chunked"}, encode_chunked=True)
            self.check_error(answer, 413, "request.too_large")
        except OSError:  # refused while it was still being sent
            w["clerk"].connection = None
        self.check_error(w["clerk"].send("POST", "/api/v1/documents?name=a", b"", headers), 400, "request.body")
        self.check_error(w["clerk"].send("POST", "/api/v1/session", {"name": "a" * 100_000, "password": ""}), 413, "request.too_large")

    def test_who_may_not_upload_is_told_before_the_upload(self):
        head = b"POST /api/v1/documents?name=a HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n"
        received = self.world.raw(head)
        self.assertTrue(received.startswith(b"HTTP/1.1 401 "), received)

    # ---- sessions and tokens

    def test_a_session_needs_its_csrf_token(self):
        w = self.world
        client = w.client("clerk")
        csrf, client.csrf = client.csrf, None
        self.check_error(client.send("POST", "/api/v1/tokens", {"name": "a"}), 403, "access.csrf")
        self.check_error(client.send("POST", "/api/v1/tokens", {"name": "a"}, {"X-CSRF-Token": "0" * 64}), 403, "access.csrf")
        self.assertEqual(client.send("POST", "/api/v1/tokens", {"name": "a"}, {"X-CSRF-Token": csrf}).status, 201)
        # A form of another site can send neither JSON nor the cookie.
        self.check_error(w.client().send("POST", "/api/v1/session", b'{"name":"clerk","password":"x"}', {"Content-Type": "text/plain"}), 415, "request.media_type")

    def test_the_cookie_is_closed_to_scripts_and_other_sites(self):
        cookie = self.world.client().sign_in("clerk", PASSWORD).headers["Set-Cookie"]
        for word in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="):
            self.assertIn(word, cookie)

    def test_signing_out_ends_the_session(self):
        client = self.world.client("clerk")
        cookie = client.cookie
        self.assertEqual(client.send("DELETE", "/api/v1/session").status, 204)
        client.cookie = cookie
        self.check_error(client.get("/api/v1/filings"), 401, "access.sign_in")

    def test_api_tokens(self):
        w = self.world
        owner = w.client("clerk")
        created = owner.send("POST", "/api/v1/tokens", {"name": "脚本", "days": 3}).json
        program = w.client()
        program.token = created["token"]
        self.assertEqual(program.get("/api/v1/session").json["user"]["name"], "clerk")
        self.assertEqual(program.send("POST", "/api/v1/tokens", {"name": "无须 CSRF"}).status, 201)
        listed = next(t for t in owner.get("/api/v1/tokens").json["items"] if t["id"] == created["id"])
        self.assertIsNotNone(listed["last_used"])
        self.assertNotIn("token", listed)
        self.assertEqual(owner.send("DELETE", f"/api/v1/tokens/{created['id']}").status, 204)
        self.check_error(program.get("/api/v1/filings"), 401, "access.sign_in")

    def test_a_new_password_ends_the_old_sessions(self):
        w = self.world
        user = w.user(f"换密码{id(self)}", "clerk", w.library["id"])
        client = w.client(user["name"])
        path = f"/api/v1/users/{user['id']}/password"
        self.check_error(client.send("PUT", path, {"old": "wrong", "new": "another long password"}), 401, "access.password")
        self.check_error(w["reviewer"].send("PUT", path, {"old": PASSWORD, "new": "another long password"}), 403, "access.forbidden")
        self.assertEqual(client.send("PUT", path, {"old": PASSWORD, "new": "another long password"}).status, 204)
        self.assertEqual(client.get("/api/v1/filings").status, 401)
        self.assertEqual(w.client().sign_in(user["name"], PASSWORD).status, 401)
        self.assertEqual(w.client().sign_in(user["name"], "another long password").status, 200)

    def test_disabled_users_are_out_at_once(self):
        w = self.world
        user = w.user(f"停用{id(self)}", "clerk", w.library["id"])
        client = w.client(user["name"])
        self.assertEqual(w.administrator.send("PATCH", f"/api/v1/users/{user['id']}", {"revision": user["revision"], "disabled": True}).status, 200)
        self.assertEqual(client.get("/api/v1/filings").status, 401)
        self.check_error(w.client().sign_in(user["name"], PASSWORD), 401, "access.password")

    def test_guessing_a_password_is_slowed_down(self):
        w = self.world
        user = w.user(f"被猜{id(self)}", "clerk", w.library["id"])
        client = w.client()
        statuses = [client.sign_in(user["name"], "wrong").status for _ in range(7)]
        self.assertEqual(statuses[:5], [401] * 5)
        self.assertIn(429, statuses)
        answer = client.sign_in(user["name"], PASSWORD)  # the right one has to wait as well
        if answer.status == 429:
            self.assertGreater(int(answer.headers["Retry-After"]), 0)
        time.sleep(2.1)
        self.assertEqual(client.sign_in(user["name"], PASSWORD).status, 200)

    def test_many_clerks_save_at_once(self):
        w = self.world
        filings = [w.filing(2050 + i) for i in range(10)]
        created = w["clerk"].send("POST", "/api/v1/tokens", {"name": "many"}).json["token"]
        failures = []

        def save(filing):
            client = w.client()
            client.token = created
            for _ in range(3):
                answer = client.send("PUT", f"/api/v1/filings/{filing['id']}/ledger", {**w.ledger(filing["year"]), "note": str(time.time())}, etag(filing))
                if answer.status != 200:
                    failures.append((answer.status, answer.body))
                    return
                filing = answer.json

        threads = [threading.Thread(target=save, args=(filing,)) for filing in filings]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])


class OnTheWire:
    """What does not depend on the database: asked of one server only."""

    def test_conditional_reading(self):
        w = self.world
        for path in ("/api/v1/forms", "/", "/api/v1/openapi.json"):
            first = w["public"].get(path)
            second = w["public"].get(path, headers={"If-None-Match": first.etag})
            self.assertEqual((second.status, second.body, second.etag), (304, b"", first.etag))
            self.assertEqual(second.headers.get("Content-Security-Policy"), first.headers.get("Content-Security-Policy"))
            self.assertEqual(w["public"].get(path, headers={"If-None-Match": '"other"'}).status, 200)

    def test_head_is_get_without_the_content(self):
        got, head = self.world["public"].get("/api/v1/forms"), self.world["public"].send("HEAD", "/api/v1/forms")
        self.assertEqual((head.status, head.body, head.headers["Content-Length"], head.etag), (200, b"", str(len(got.body)), got.etag))

    def test_pages_of_a_list(self):
        w = self.world
        whole = w.administrator.get("/api/v1/units?limit=1000").json["items"]
        pages, after = [], 0
        while after is not None:
            page = w.administrator.get(f"/api/v1/units?limit=2&after={after}").json
            self.assertLessEqual(len(page["items"]), 2)
            pages += page["items"]
            after = page["next"]
        self.assertEqual(pages, whole)
        for query in ("limit=0", "limit=1001", "limit=x", "after=-1", "colour=red"):
            self.check_error(w.administrator.get(f"/api/v1/units?{query}"), 400, "request.parameter")

    def test_wrong_requests_are_refused(self):
        w = self.world
        public = w["public"]
        self.check_error(public.get("/api/v1/none"), 404, "request.not_found")
        self.check_error(public.get("/no.such.file"), 404, "request.not_found")
        refused = public.send("DELETE", "/api/v1/forms")
        self.check_error(refused, 405, "request.method")
        self.assertEqual(refused.headers["Allow"], "GET, HEAD")
        self.check_error(w["clerk"].get("/api/v1/filings/abc"), 404, "request.not_found")
        self.check_error(w["clerk"].get("/api/v1/filings/99999"), 404, "store.missing")
        self.check_error(w["clerk"].send("POST", "/api/v1/filings", b"{", {"Content-Type": "application/json"}), 400, "request.body")
        broken = w["clerk"].send("POST", "/api/v1/filings", {"unit": 1, "year": "2024", "stage": "budget", "form": FORM})
        self.check_error(broken, 400, "request.body")
        self.assertEqual(broken.json["error"]["place"], "/year")
        english = public.get("/api/v1/none", headers={"Accept-Language": "en-GB,en;q=0.9"}).json["error"]
        self.assertTrue(english["message"].isascii(), english)

    def test_nothing_on_the_wire_harms_the_server(self):
        w = self.world
        for data, status in [(b"NONSENSE\r\n\r\n", b"400"), (b"GET / HTTP/1.1\r\nA: " + b"b" * 20_000 + b"\r\n\r\n", b"431"), (b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", b"501"),
                             (b"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", b"400"), (b"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", b"400"), (b"GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", b"400"),
                             (b"GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"404"), (b"POST /api/v1/session HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", b"400"),
                             (b"POST /api/v1/session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400")]:
            received = w.raw(data)
            self.assertEqual(received[9:12], status, (data[:60], received[:200]))
        self.assertEqual(w.raw(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" * 1)[9:12], b"200")
        pipelined = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 2 + b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        self.assertEqual(w.raw(pipelined).count(b"HTTP/1.1 200 OK"), 3)

    def test_many_idle_connections_starve_nobody(self):
        idle = [socket.create_connection(("127.0.0.1", self.world.server.port)) for _ in range(200)]
        self.assertEqual(self.world.client().get("/healthz").status, 200)
        for connection in idle:
            connection.close()

    def test_metrics_count_by_route(self):
        w = self.world
        w["public"].get("/api/v1/forms")
        text = w["public"].get("/metrics").body.decode()
        self.assertRegex(text, r'mingzhang_http_requests_total\{route="listForms",status="200"\} \d+')
        self.assertRegex(text, r'mingzhang_http_request_seconds_bucket\{route="listForms",le="\+Inf"\} \d+')
        self.assertIn("mingzhang_database_up 1\n", text)


class Attacks:
    """What somebody who means harm would try."""

    SCRIPT, IMAGE, FORMULA = "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', '=HYPERLINK("http://evil.example")'

    def check_harmless(self, html):
        for text in ("<script>alert", "<img src=x"):
            self.assertNotIn(text, html)
        self.assertIn("&lt;script&gt;alert(1)", html, "the name is there, as text")

    def evil_filing(self):
        w = self.world
        unit = w.unit(f"坏名{self.SCRIPT}", w.library["id"])
        text = json.dumps({**w.ledger(2090), "unit": unit["name"]}, ensure_ascii=False)
        for old, new in {"图书购置专项": self.FORMULA, "古籍数字化": self.IMAGE, "办公室": self.SCRIPT}.items():
            text = text.replace(old, json.dumps(new)[1:-1])
        return unit, w.filing(2090, unit), json.loads(text)

    def test_names_are_text_in_pages_and_files(self):
        w = self.world
        unit, filing, ledger = self.evil_filing()
        preview = w["clerk"].send("POST", f"/api/v1/filings/{filing['id']}/preview", ledger)
        self.assertEqual(preview.status, 200, preview.body.decode())
        page = w["clerk"].get(preview.json["url"])
        self.check_harmless(page.body.decode())
        self.assertIn("sandbox", page.headers["Content-Security-Policy"])
        filing = w["clerk"].send("PUT", f"/api/v1/filings/{filing['id']}/ledger", ledger, etag(filing)).json
        filing = w.step("clerk", w.step("clerk", filing, "check")["filing"], "submit")
        job = w.step("bureau", w.step("bureau", filing, "approve", {"approved_on": "2090-02-05"}), "publish", {}, 202)["job"]
        job = w.finished("bureau", job)
        if job["state"] == "done":  # such a name may also be refused when the files are read back
            public = f"/api/v1/public/units/{unit['id']}/2090/budget"
            self.check_harmless(w["public"].get(f"{public}/files/disclosure.html").body.decode())
            self.assertNotIn("<script>alert", w["public"].get(f"/d/2090/{unit['id']}/projects").body.decode())
            texts = [w["public"].get(f"{public}/files/{name}").body.decode("utf-8-sig") for name in ("claims.csv", "ledger.csv")]
            tables = [table["id"] for table in w["public"].get(public).json["tables"]]
            texts += [w["public"].get(f"/d/2090/{unit['id']}/{table}.csv").body.decode("utf-8-sig") for table in set(tables) if table]
            for field in (field for text in texts for row in csv.reader(io.StringIO(text)) for field in row):
                self.assertFalse(field[:1] in ("=", "+", "@", "\t") or (field[:1] == "-" and not re.fullmatch(r"-[\d,.]+", field)), field)

    def test_text_of_documents_is_text_in_reports(self):
        w = self.world
        text = (EXAMPLES / "disclosure.txt").read_text().replace("津贴补贴", f"津贴{self.SCRIPT}{self.IMAGE}")
        handed = w.handed_in(data=text.encode(), name=f"a{self.SCRIPT}.txt")
        w.finished("clerk", handed["job"])
        d = f"/api/v1/documents/{handed['document']['id']}"
        self.check_harmless(w["clerk"].get(f"{d}/report.html").body.decode())
        evil = w.handed_in(name="a\r\nSet-Cookie: mingzhang_session=1;.txt".replace("\r", "%0D").replace("\n", "%0A"))
        original = w["clerk"].get(f"/api/v1/documents/{evil['document']['id']}/original")
        self.assertNotIn("Set-Cookie", original.headers)
        self.assertTrue(original.headers["Content-Disposition"].startswith("attachment; filename*="))
        self.assertIn("sandbox", original.headers["Content-Security-Policy"])

    def test_no_request_hides_in_another(self):
        w = self.world
        hidden = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
        for head in (b"Content-Length: 4\r\nTransfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nContent-Length: 4", b"Transfer-Encoding: gzip", b"Transfer-Encoding: chunked, identity",
                     b"Transfer-Encoding: xchunked", b"Content-Length: +4", b"Content-Length: 4, 4", b"Content-Length: -1", b"Content-Length : 4", b"Content-Length: 0x4"):
            received = w.raw(b"POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + head + b"\r\n\r\n" + hidden)
            self.assertEqual(received[9:12], b"400", (head, received[:200]))
            self.assertEqual(received.count(b"HTTP/1.1 "), 1, (head, received))

    def test_strangers_fill_neither_memory_nor_disk(self):
        w = self.world
        for path in ("/api/v1/filings/1/preview", "/api/v1/documents?name=a.pdf", "/api/v1/filings/1/workbook"):
            method = b"PUT" if path.endswith("workbook") else b"POST"
            for length in (b"Content-Length: 900000", b"Transfer-Encoding: chunked"):
                received = w.raw(method + b" " + path.encode() + b" HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + length + b"\r\n\r\n")
                self.assertEqual(received[9:12], b"401", (path, length, received[:200]))  # before any of the body was taken

    def test_deep_json_is_refused_before_it_is_parsed(self):
        w = self.world
        filing = w.filing(2091)
        for body in (b"[" * 100, b'{"a":' * 2_000_000, b'{"lines":[' + b"[" * 8_000_000):
            answer = w["clerk"].send("PUT", f"/api/v1/filings/{filing['id']}/ledger", body, {"Content-Type": "application/json", **etag(filing)})
            self.check_error(answer, 400, "request.body")
        quoted = {**w.ledger(2091), "note": '[[[[{{"\\' * 100}  # brackets in texts count for nothing
        self.assertEqual(w["clerk"].send("PUT", f"/api/v1/filings/{filing['id']}/ledger", quoted, etag(filing)).status, 200)

    def test_small_files_that_unpack_to_large_ones(self):
        w = self.world
        filing = w.saved(2092)
        workbook = w["clerk"].get(f"/api/v1/filings/{filing['id']}/workbook.xlsx").body
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
            for item in old.infolist():
                new.writestr(item, old.read(item) + (b" " * (600 << 20) if item.filename.endswith("sheet2.xml") else b""))
        self.assertLess(len(out.getvalue()), 1 << 20)
        answer = w["clerk"].send("PUT", f"/api/v1/filings/{filing['id']}/workbook", out.getvalue(), {"Content-Type": "application/octet-stream", **etag(filing)})
        self.assertEqual((answer.status, answer.json["error"]["id"].split(".")[0]), (422, "read"), answer.body.decode())
        handed = w.handed_in(data=out.getvalue(), name="a.xlsx")
        self.assertEqual(w.finished("clerk", handed["job"])["state"], "done")
        report = w["clerk"].get(f"/api/v1/documents/{handed['document']['id']}/report").json
        self.assertTrue(json.dumps(report).find("read.") > 0, report)
        peak = int(re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path(f"/proc/{w.server.process.pid}/status").read_text())[1])
        self.assertLess(peak, 1 << 20, "kB at the most, whatever was sent")

    def test_paths_lead_nowhere_else(self):
        w = self.world
        published = w.published(2093)
        for path in ("/assets/..%2f..%2f..%2fetc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/d/2093/..%2f..%2fetc%2fpasswd/general.json",
                     f"/api/v1/public/units/{w.library['id']}/2093/budget/files/..%2f..%2f..%2fetc%2fpasswd", f"/api/v1/public/units/{w.library['id']}/2093/budget/files/%2fetc%2fpasswd"):
            received = w.raw(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            self.assertIn(received[9:12], (b"404", b"400"), (path, received[:200]))
            self.assertNotIn(b"root:", received)
        self.assertIsNotNone(published)

    def test_sessions_cannot_be_planted_or_kept(self):
        w = self.world
        user = w.user(f"会话{id(self)}", "clerk", w.library["id"])
        client = w.client()
        client.cookie = "a" * 64
        self.assertEqual(client.sign_in(user["name"], PASSWORD).status, 200)
        self.assertNotEqual(client.cookie, "a" * 64)
        other = w.client(user["name"])
        self.assertNotEqual(other.cookie, client.cookie)
        token = other.cookie
        self.assertEqual(other.send("DELETE", "/api/v1/session").status, 204)
        other.cookie = token
        self.check_error(other.get("/api/v1/filings"), 401, "access.sign_in")
        self.assertEqual(client.send("PUT", f"/api/v1/users/{user['id']}/password", {"old": PASSWORD, "new": "another long password"}).status, 204)
        self.check_error(client.get("/api/v1/filings"), 401, "access.sign_in")
        cookie = w.client().send("POST", "/api/v1/session", {"name": user["name"], "password": "another long password"}).headers["Set-Cookie"]
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Strict", cookie)

    def test_content_is_compressed_for_who_takes_it(self):
        w = self.world
        w.published(2094)
        public = f"/api/v1/public/units/{w.library['id']}/2094/budget"
        for path in (public, f"{public}/files/disclosure.html", "/api/v1/openapi.json", f"/d/2094/{w.library['id']}/general.json"):
            plain = w["public"].get(path)
            self.assertNotIn("Content-Encoding", plain.headers)
            for _ in range(2):  # the second comes from what is kept
                packed = w.raw_answer(path, {"Accept-Encoding": "gzip, deflate, br"})
                self.assertEqual((packed.status, packed.headers["Content-Encoding"], gzip.decompress(packed.body)), (200, "gzip", plain.body), path)
                self.assertLess(len(packed.body), len(plain.body) / 2)
                self.assertIn("Accept-Encoding", packed.headers["Vary"])
            self.assertNotEqual(packed.etag, plain.etag)
            self.assertEqual(w.raw_answer(path, {"Accept-Encoding": "gzip", "If-None-Match": packed.etag}).status, 304)
            self.assertEqual(w.raw_answer(path, {"If-None-Match": packed.etag}).status, 200)
            self.assertEqual(w.raw_answer(path, {"If-None-Match": plain.etag}).status, 304)
        for path in (f"{public}/files/disclosure.pdf", "/api/v1/session"):  # packed already; a secret beside what strangers may choose
            self.assertNotIn("Content-Encoding", w.raw_answer(path, {"Accept-Encoding": "gzip"}).headers)

    def test_pages_of_a_rollup(self):
        w = self.world
        if not self.has_analytics():
            self.skipTest("libduckdb is not there")
        w.published(2095)
        whole = w["bureau"].get("/api/v1/rollup?by=function,economic&year=2095&depth=0").json
        self.assertIsNone(whole["next"])
        items, after = [], 0
        while after is not None:
            page = w["bureau"].get(f"/api/v1/rollup?by=function,economic&year=2095&depth=0&limit=5&after={after}").json
            self.assertLessEqual(len(page["items"]), 5)
            items += page["items"]
            after = page["next"]
        self.assertEqual(items, whole["items"])
        self.assertGreater(len(items), 10)
        for query in ("limit=0", "limit=100001", "after=-1"):
            self.check_error(w["bureau"].get(f"/api/v1/rollup?by=unit&{query}"), 400, "request.parameter")


class SqliteTest(Everything, OnTheWire, Attacks, ServiceCase):
    @classmethod
    def new_database(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.directory.cleanup)
        return f"sqlite:{cls.directory.name}/store.db"


class PostgresqlTest(Everything, ServiceCase):
    @classmethod
    def new_database(cls):
        server = Postgresql.find()
        if server is None:
            raise unittest.SkipTest("PostgreSQL is not installed")
        cls.addClassCleanup(server.stop)
        return server.new_database()


class ProgramTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def test_what_is_wrong_with_the_options_is_said(self):
        for options, error in [(("--listen", "nowhere"), "serve.listen.failed"), (("--listen", "8.8.8.8:80"), "serve.listen.failed"), (("--database", "oracle:x"), "store.address.invalid"),
                               (("--tls-certificate", "/none", "--listen", "127.0.0.1:0"), "serve.tls.invalid"), (("--database", "sqlite:/no/such/folder/a.db"), "store.unreachable")]:
            if "--database" not in options:
                options = (*options, "--database", f"sqlite:{self.directory}/a.db")
            done = subprocess.run([PROGRAM, "serve", *options], capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 2, options)
            self.assertIn(f"错误[{error}]", done.stderr.decode())

    def test_tls(self):
        made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.directory / "key.pem", "-out", self.directory / "certificate.pem", "-days", "2",
                               "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"], capture_output=True)
        if made.returncode != 0:
            self.skipTest("openssl is not installed")
        server = Server(PROGRAM, f"sqlite:{self.directory}/store.db", "--tls-certificate", str(self.directory / "certificate.pem"), "--tls-key", str(self.directory / "key.pem"))
        self.addCleanup(server.stop)
        client = Client(server.port, tls=ssl.create_default_context(cafile=str(self.directory / "certificate.pem")))
        self.assertIn("Strict-Transport-Security", client.get("/healthz").headers)
        self.assertIn("; Secure", client.sign_in("admin", server.passwords["admin"]).headers["Set-Cookie"])
        self.assertEqual(client.get("/api/v1/users").status, 200)

    def test_behind_a_proxy(self):
        server = Server(PROGRAM, f"sqlite:{self.directory}/store.db", "--behind-proxy")
        self.addCleanup(server.stop)
        client = Client(server.port)
        proxied = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"}
        self.assertIn("Strict-Transport-Security", client.get("/healthz", headers=proxied).headers)
        self.assertNotIn("Strict-Transport-Security", client.get("/healthz").headers)
        # What the client writes itself counts for nothing, in a line of its own neither: the proxy's is the last.
        def sign_in(number):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            body = json.dumps({"name": f"nobody{number}", "password": "wrong"})
            connection.putrequest("POST", "/api/v1/session")
            for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("X-Forwarded-For", f"198.51.100.{number}, 192.0.2.{number}"), ("X-Forwarded-For", "203.0.113.9")):
                connection.putheader(name, value)
            connection.endheaders(body.encode())
            status = connection.getresponse().status
            connection.close()
            return status
        statuses = [sign_in(number) for number in range(40)]
        self.assertEqual((statuses[0], statuses[-1]), (401, 429), statuses)

    def test_files_of_the_application(self):
        web = self.directory / "web"
        (web / "assets").mkdir(parents=True)
        (web / "index.html").write_text("<!doctype html><title>application</title>")
        (web / "assets/index-D2x9aB1c.js").write_text("export {}")
        (web / "assets/index-D2x9aB1c.js.gz").write_bytes(gzip.compress(b"export {}"))
        server = Server(PROGRAM, f"sqlite:{self.directory}/store.db", "--web", str(web))
        self.addCleanup(server.stop)
        client = Client(server.port)
        script = client.get("/assets/index-D2x9aB1c.js")
        self.assertEqual((script.headers["Cache-Control"], script.headers["Content-Type"]), ("public, max-age=31536000, immutable", "text/javascript; charset=utf-8"))
        self.assertEqual((script.body, script.headers["Content-Encoding"], script.headers["ETag"].count("gzip")), (b"export {}", None, 0))
        compressed = client.get("/assets/index-D2x9aB1c.js", headers={"Accept-Encoding": "gzip, br"})
        self.assertEqual((gzip.decompress(compressed.body), compressed.headers["Content-Encoding"]), (b"export {}", "gzip"))
        self.assertNotEqual(compressed.etag, script.etag)
        self.assertIn("Accept-Encoding", compressed.headers["Vary"])
        self.assertIsNone(client.get("/assets/index-D2x9aB1c.js", headers={"Accept-Encoding": "gzip;q=0"}).headers["Content-Encoding"])
        self.assertEqual(client.get("/assets/index-D2x9aB1c.js.gz").status, 404)
        for path in ("/", "/filings/3", "/units"):
            page = client.get(path)
            self.assertEqual((page.status, page.headers["Cache-Control"]), (200, "no-cache"))
            self.assertNotIn("unsafe-inline", page.headers["Content-Security-Policy"])
        self.assertEqual(client.get("/assets/none.js").status, 404)

    def test_example_data_and_a_second_start(self):
        database = f"sqlite:{self.directory}/store.db"
        server = Server(PROGRAM, database, "--examples", str(EXAMPLES))
        self.assertEqual(set(server.passwords), {"admin", "clerk", "reviewer", "bureau", "clerk2"})
        client = Client(server.port)
        self.assertEqual([unit["name"] for unit in client.get("/api/v1/public/units").json["items"]], ["云山县图书馆", "云山县博物馆", "云山县文化馆", "云山县第一中学", "云山县实验小学"])
        compared = client.get("/api/v1/public/compare?units=3,4,5,7,8&year=2023&stage=budget").json["items"]
        self.assertEqual(len({unit["totals"]["expenditure_fen"] for unit in compared}), 5)
        self.assertEqual([(each["year"], each["stage"]) for each in client.get("/api/v1/public/units/3").json["published"]], [(2024, "budget"), (2023, "budget"), (2023, "final")])
        self.assertEqual(client.sign_in("bureau", server.passwords["bureau"]).status, 200)
        dashboard = client.get("/api/v1/dashboard").json
        self.assertEqual((dashboard["filings"]["published"], dashboard["filings"]["submitted"], dashboard["filings"]["returned"], len(dashboard["late"])), (8, 1, 1, 2))
        self.assertEqual(dashboard["obligations"], {"owed": 1, "late": 2, "met": 1, "met_late": 7})
        self.assertEqual(server.stop(), 0)
        again = Server(PROGRAM, database, "--examples", str(EXAMPLES))
        self.addCleanup(again.stop)
        self.assertEqual(again.passwords, {})

    def test_what_is_at_work_is_finished_at_the_end(self):
        server = Server(PROGRAM, f"sqlite:{self.directory}/store.db")
        client = Client(server.port)
        with socket.create_connection(("127.0.0.1", server.port)) as idle:
            answers = []
            asking = threading.Thread(target=lambda: answers.append(client.sign_in("admin", server.passwords["admin"]).status))
            asking.start()
            time.sleep(0.03)
            self.assertEqual(server.stop(), 0)
            asking.join()
            self.assertEqual(answers, [200])
            self.assertEqual(idle.recv(1), b"")


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
