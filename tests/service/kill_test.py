#!/usr/bin/env python3
"""The server is killed again and again while people write: whatever it has acknowledged is there afterwards, whole, and the audit
trail has no gap.

Usage: kill_test.py PROGRAM [KILLS] [SEED]     (make test: 3 kills on each database; on demand: 200)
"""

import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from server import EXAMPLES, Client, Postgresql, Server  # noqa: E402

WRITERS = 6
LEDGER = json.loads((EXAMPLES / "ledger.json").read_text())


class Writer(threading.Thread):
    """Saves ledgers of one filing, each with a text of its own, and remembers what was acknowledged."""

    def __init__(self, test, filing):
        super().__init__(daemon=True)
        self.test, self.filing = test, filing
        self.acknowledged, self.count, self.failure = [], 0, None

    def run(self):
        client, port = None, None
        while not self.test.finished:
            try:
                if client is None or port != self.test.port:
                    port = self.test.port
                    client = Client(port, self.test.document)
                    client.token = self.test.token
                    now = client.get(f"/api/v1/filings/{self.filing['id']}")
                    if now.status != 200:
                        raise AssertionError(f"{now.status} {now.body}")
                    self.filing = now.json
                self.write(client)
            except AssertionError as failure:
                self.failure = failure
                return
            except Exception:  # killed while it was asked: nothing was acknowledged
                client = None
                time.sleep(0.01)

    def write(self, client):
        self.count += 1
        text = json.dumps({**LEDGER, "unit": self.filing["unit"]["name"], "year": self.filing["year"], "note": f"{self.filing['id']}/{self.count}"}, ensure_ascii=False).encode()
        answer = client.send("PUT", f"/api/v1/filings/{self.filing['id']}/ledger", text, {"Content-Type": "application/json", "If-Match": f'"{self.filing["revision"]}"'})
        if answer.status != 200:
            raise AssertionError(f"{answer.status} {answer.body}")
        self.filing = answer.json
        self.acknowledged.append((self.filing["ledger_version"], hashlib.sha256(text).hexdigest()))


class KillTest:
    def __init__(self, program, database, kills, source):
        self.program, self.database, self.kills, self.source = program, database, kills, source
        self.finished = False
        self.server = Server(program, database)
        self.port = self.server.port
        administrator = Client(self.port)
        self.document = administrator.document
        assert administrator.sign_in("admin", self.server.passwords["admin"]).status == 200
        root = administrator.get("/api/v1/session").json["user"]["unit"]
        administrator.send("POST", "/api/v1/users", {"name": "clerk", "password": "a long enough password", "role": "clerk", "unit": root})
        administrator.send("POST", "/api/v1/users", {"name": "bureau", "password": "a long enough password", "role": "bureau", "unit": root})
        self.bureau = self.token_of("bureau")
        self.token = self.token_of("clerk")
        clerk = Client(self.port, self.document)
        clerk.token = self.token
        self.filings = [clerk.send("POST", "/api/v1/filings", {"unit": root, "year": 2024 + i, "stage": "budget", "form": "xinjiang-budget-2024"}).json for i in range(WRITERS)]

    def token_of(self, name):
        client = Client(self.port, self.document)
        client.sign_in(name, "a long enough password")
        return client.send("POST", "/api/v1/tokens", {"name": "kill test"}).json["token"]

    def run(self):
        writers = [Writer(self, filing) for filing in self.filings]
        for writer in writers:
            writer.start()
        for _ in range(self.kills):
            time.sleep(self.source.uniform(0.02, 0.5))
            self.server.kill()
            self.server = Server(self.program, self.database)
            self.port = self.server.port
        time.sleep(0.2)
        self.finished = True
        for writer in writers:
            writer.join()
        self.server.kill()
        self.server = Server(self.program, self.database)
        self.port = self.server.port
        try:
            return self.verify(writers)
        finally:
            self.server.stop()

    def verify(self, writers):
        failures = [writer.failure for writer in writers if writer.failure]
        assert not failures, failures
        reader = Client(self.port, self.document)
        reader.token = self.bureau
        acknowledged = 0
        for writer in writers:
            filing = f"/api/v1/filings/{writer.filing['id']}"
            versions = {v["number"]: v["sha256"] for v in reader.get(f"{filing}/versions").json["items"]}
            assert sorted(versions) == list(range(1, len(versions) + 1)), sorted(versions)
            assert reader.get(filing).json["ledger_version"] == len(versions)
            for number, sha256 in writer.acknowledged:
                assert versions.get(number) == sha256, f"{filing}: version {number} was acknowledged and is lost"
            newest = reader.get(f"{filing}/ledger").body
            assert hashlib.sha256(newest).hexdigest() == versions[len(versions)]
            acknowledged += len(writer.acknowledged)
        records = self.verify_chain(reader)
        return f"{self.kills} kills, {acknowledged} acknowledged writes, none lost; {records} audit records without a gap"

    def verify_chain(self, reader):
        records, after = [], 0
        while after is not None:
            page = reader.get(f"/api/v1/audit?limit=1000&after={after}").json
            records += page["items"]
            after = page["next"]
        records.reverse()
        previous = "0" * 64
        for number, record in enumerate(records, 1):
            assert record["number"] == number and record["previous_hash"] == previous, record
            previous = record["hash"]
        commands = subprocess.run([self.program, "--help", "--lang", "en"], capture_output=True).stdout.decode()
        if "\n  verify" in commands:  # every hash anew
            done = subprocess.run([self.program, "verify", "--database", self.database], capture_output=True)
            assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        return len(records)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as directory:
        print("sqlite:", KillTest(program, f"sqlite:{directory}/store.db", kills, random.Random(seed)).run(), flush=True)
    postgresql = Postgresql.find()
    if postgresql is None:
        print("postgresql: not installed, not tested")
        return
    try:
        print("postgresql:", KillTest(program, postgresql.new_database(), kills, random.Random(seed)).run(), flush=True)
    finally:
        postgresql.stop()


if __name__ == "__main__":
    main()
