#!/usr/bin/env python3
"""What one server carries, measured on loopback: a unit's page read over 64 connections (with wrk, where it is installed), and 50
clerks saving at once. Usage: service_load.py PROGRAM [SECONDS]"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests/service"))
from server import EXAMPLES, Client, Postgresql, Server  # noqa: E402

CONNECTIONS, CLERKS, SAVES = 64, 50, 10


def read_pages(program, database, seconds):
    server = Server(program, database, "--examples", str(EXAMPLES))
    try:
        client = Client(server.port)
        unit = client.get("/api/v1/public/units").json["items"][0]["id"]
        path = f"/api/v1/public/units/{unit}/2024/budget"
        size = len(client.get(path).body)
        if shutil.which("wrk") is None:
            return "wrk is not installed"
        done = subprocess.run(["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", str(seconds), "--latency", f"http://127.0.0.1:{server.port}{path}"], capture_output=True).stdout.decode()
        rate = re.search(r"Requests/sec:\s+(\S+)", done)[1]
        p99 = re.search(r"99%\s+(\S+)", done)[1]
        wrong = re.search(r"Non-2xx.*", done) or re.search(r"Socket errors.*", done)
        return f"{rate} pages/s of {size} bytes over {CONNECTIONS} connections, p99 {p99}" + (f"; {wrong[0]}" if wrong else "")
    finally:
        server.stop()


def save_at_once(program, database):
    server = Server(program, database)
    try:
        administrator = Client(server.port)
        administrator.sign_in("admin", server.passwords["admin"])
        root = administrator.get("/api/v1/session").json["user"]["unit"]
        administrator.send("POST", "/api/v1/users", {"name": "clerk", "password": "a long enough password", "role": "clerk", "unit": root})
        clerk = Client(server.port, administrator.document)
        clerk.sign_in("clerk", "a long enough password")
        token = clerk.send("POST", "/api/v1/tokens", {"name": "load"}).json["token"]
        ledger = json.loads((EXAMPLES / "ledger.json").read_text())
        times, errors, start = [], [], threading.Barrier(CLERKS)

        def save(number):
            client = Client(server.port, administrator.document)
            client.token = token
            unit = administrator_unit[number]
            filing = client.send("POST", "/api/v1/filings", {"unit": unit["id"], "year": 2024, "stage": "budget", "form": "xinjiang-budget-2024"}).json
            start.wait()
            for turn in range(SAVES):
                body = {**ledger, "unit": unit["name"], "note": f"{number}/{turn}"}
                began = time.monotonic()
                answer = client.send("PUT", f"/api/v1/filings/{filing['id']}/ledger", body, {"If-Match": f'"{filing["revision"]}"'})
                times.append(time.monotonic() - began)
                if answer.status != 200:
                    errors.append((answer.status, answer.body[:200]))
                    return
                filing = answer.json

        administrator_unit = [administrator.send("POST", "/api/v1/units", {"name": f"单位{i}", "kind": "unit"}).json for i in range(CLERKS)]
        threads = [threading.Thread(target=save, args=(i,)) for i in range(CLERKS)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        times.sort()
        took = time.monotonic() - began
        return f"{CLERKS} clerks, {len(times)} saves in {took:.1f} s, median {times[len(times) // 2] * 1000:.0f} ms, p99 {times[len(times) * 99 // 100] * 1000:.0f} ms, {len(errors)} errors {errors[:2]}"
    finally:
        server.stop()


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    postgresql = Postgresql.find()
    with tempfile.TemporaryDirectory() as directory:
        databases = [("sqlite", lambda name: f"sqlite:{directory}/{name}.db")]
        if postgresql is not None:
            databases.append(("postgresql", lambda name: postgresql.new_database()))
        try:
            for kind, new in databases:
                print(f"{kind}: {read_pages(program, new('read'), seconds)}", flush=True)
                print(f"{kind}: {save_at_once(program, new('save'))}", flush=True)
        finally:
            if postgresql is not None:
                postgresql.stop()


if __name__ == "__main__":
    main()
