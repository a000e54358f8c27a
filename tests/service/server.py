"""The real server on a free port of loopback, its databases, and a client that holds every answer to the OpenAPI document."""

import http.client
import json
import os
import pathlib
import pwd
import re
import shutil
import signal
import ssl
import subprocess
import tempfile
import urllib.parse

from json_schema import faults

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


class Postgresql:
    """A PostgreSQL of its own, in a temporary directory; None of find() where it is not installed."""

    @staticmethod
    def find():
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        return Postgresql(programs[-1].parent) if programs else None

    def __init__(self, programs):
        self.programs = programs
        self.directory = tempfile.mkdtemp(prefix="mingzhang-postgresql-")
        self.databases = 0
        # The server refuses to run as root.
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        if self.user:
            entry = pwd.getpwnam("postgres")
            os.chown(self.directory, entry.pw_uid, entry.pw_gid)
        self.run("initdb", "-D", f"{self.directory}/data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C")
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", f"{self.directory}/data", "-k", self.directory, "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.directory, **self.user)
        self.run("pg_isready", "-h", self.directory, tries=100)

    def run(self, program, *arguments, tries=1):
        import time
        for i in range(tries):
            done = subprocess.run([self.programs / program, *arguments], capture_output=True, cwd=self.directory, **self.user)
            if done.returncode == 0:
                return done.stdout
            time.sleep(0.1)
        raise RuntimeError(f"{program}: {done.stderr.decode()}")

    def new_database(self):
        self.databases += 1
        name = f"test{self.databases}"
        self.run("createdb", "-h", self.directory, "-U", "postgres", name)
        return f"postgresql:///{name}?host={self.directory}&user=postgres"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


class Server:
    """mingzhang serve. A database that was empty tells the administrator's password."""

    def __init__(self, program, database, *options, environment=None):
        command = [program, "serve", "--database", database, "--listen", "127.0.0.1:0", "--lang", "en", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(environment or {})})
        self.passwords = {}
        self.port = None
        while self.port is None:
            line = self.process.stdout.readline().decode()
            if not line:
                raise RuntimeError(f"the server did not start: {self.process.stderr.read().decode()}")
            if match := re.match(r"password of the (?:administrator|example user) (\w+).*: (\S+)$", line):
                self.passwords[match[1]] = match[2]
            elif match := re.match(r"serving https?://127\.0\.0\.1:(\d+)/", line):
                self.port = int(match[1])

    def stop(self):
        """Gently; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self.close()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close()

    def close(self):
        self.process.stdout.close()
        self.process.stderr.close()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def etag(self):
        return self.headers["ETag"]


class Client:
    """Somebody at the server. Every answer is held to the document; `seen` collects (operation, status)."""

    seen = set()

    def __init__(self, port, document=None, tls=None):
        self.port, self.tls, self.csrf, self.cookie, self.token = port, tls, None, None, None
        self.connection = None
        self.document = document if document is not None else self.fetch_document()

    def fetch_document(self):
        self.document = None
        document = self.get("/api/v1/openapi.json").json
        patterns = []
        for path, operations in document["paths"].items():
            pattern = re.compile("^" + re.sub(r"\\\{(\w+)\\\}", lambda m: "(?P<%s>%s)" % (m[1], ".*" if m[1] == "rest" else "[^/]+"), re.escape(path)) + "$")
            patterns.append((len(re.sub(r"\{\w+\}", "", path)), pattern, path, operations))
        document["patterns"] = [each[1:] for each in sorted(patterns, key=lambda p: -p[0])]
        return document

    def __del__(self):
        if self.connection is not None:
            self.connection.close()

    def connect(self):
        if self.connection is None:
            if self.tls:
                self.connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=self.tls)
            else:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        return self.connection

    def send(self, method, path, body=None, headers=None, **options):
        sent = {"Accept-Language": "zh"}
        if self.cookie:
            sent["Cookie"] = f"mingzhang_session={self.cookie}"
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if self.csrf and method not in ("GET", "HEAD"):
            sent["X-CSRF-Token"] = self.csrf
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        sent = {name: value for name, value in sent.items() if value is not None}
        path = urllib.parse.quote(path, safe="/?=&%,*'.-~:")
        for attempt in (1, 2):
            connection = self.connect()
            try:
                connection.request(method, path, body, sent, **options)
                response = connection.getresponse()
                break
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection = None  # the server has closed a connection that was idle
                if attempt == 2:
                    raise
        answer = Answer(response.status, response.headers, response.read())
        if response.will_close:
            connection.close()
            self.connection = None
        self.check(method, path, answer)
        return answer

    def get(self, path, **options):
        return self.send("GET", path, **options)

    def sign_in(self, name, password):
        answer = self.send("POST", "/api/v1/session", {"name": name, "password": password})
        if answer.status == 200:
            self.cookie = re.match(r"mingzhang_session=([0-9a-f]{64});", answer.headers["Set-Cookie"])[1]
            self.csrf = answer.json["csrf"]
        return answer

    def operation(self, method, path):
        path = urllib.parse.unquote(path.split("?")[0])
        method = "get" if method == "HEAD" else method.lower()
        for pattern, template, operations in self.document["patterns"]:
            if pattern.match(path) and method in operations and (template != "/{rest}" or not path.startswith("/api/")):
                return operations[method]
        return None

    def check(self, method, path, answer):
        where = f"{method} {path} -> {answer.status}"
        for name, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin")):
            assert answer.headers[name] == value, f"{where}: {name}"
        assert answer.headers["Content-Security-Policy"], where
        if self.document is None:
            return
        operation = self.operation(method, path)
        if operation is None:
            assert answer.status in (400, 404, 405), f"{where}: not described"
            described = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
        else:
            Client.seen.add((operation["operationId"], answer.status))
            responses = operation["responses"]
            described = responses.get(str(answer.status))
            if described is None:
                assert answer.status >= 400, f"{where}: not described"
                described = responses["default"]
        content = described.get("content")
        if method == "HEAD" or not content:
            assert answer.body == b"", f"{where}: has content"
            return
        media_type = answer.headers["Content-Type"].split(";")[0]
        if "schema" not in next(iter(content.values())):
            return  # files are of many types
        assert media_type in content, f"{where}: {media_type}"
        broken = faults(answer.json, content[media_type]["schema"], self.document)
        assert not broken, f"{where}: {broken[:5]}"
