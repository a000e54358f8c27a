#!/usr/bin/env python3
"""The program from outside: what scripts rely on (exit codes, streams, JSON), and that no file can make it crash.

Usage: program_test.py PROGRAM
"""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

PROGRAM = ""
EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "examples"
SAMPLE = "表 1\n\n部门收支总体情况表\n收 入 总 计 171.96 支 出 总 计 171.96\n（一）住房公积金 12.80 万元，占 7.76%。\n"


def run(*arguments, environment=None):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=300, env={**os.environ, **(environment or {})})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class ProgramTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)

    def write(self, name, data):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def assert_fails(self, error_id, *arguments):
        code, output, error = run(*arguments)
        self.assertEqual((code, output), (2, ""))
        self.assertTrue(error.startswith(f"错误[{error_id}]: "), error)
        self.assertIn("\n  建议: ", error)

    def test_help_and_version(self):
        code, output, error = run("--version")
        self.assertEqual((code, error), (0, ""))
        self.assertRegex(output, r"^mingzhang \d+\.\d+\.\d+\n$")
        self.assertIn("用法", run("--help")[1])
        self.assertIn("Usage", run("--lang", "en", "--help")[1])
        self.assertIn("Usage", run("read", "--help", "--lang=en")[1])

    def test_wrong_usage(self):
        for arguments in [(), ("nonsense",), ("read",), ("read", "a", "--format", "xml"), ("--lang", "fr", "read", "a")]:
            self.assert_fails("cli.usage", *arguments)

    def test_errors_in_english(self):
        code, _, error = run("read", "/no/such/file", "--lang", "en")
        self.assertEqual(code, 2)
        self.assertTrue(error.startswith("error[read.file.missing]: There is no such file."), error)

    def test_unusable_files(self):
        self.assert_fails("read.file.missing", "read", self.directory / "none")
        self.assert_fails("read.file.directory", "read", self.directory)
        self.assert_fails("read.file.empty", "read", self.write("empty", b""))
        self.assert_fails("read.text.binary", "read", self.write("zeros", bytes(1000)))
        self.assert_fails("read.text.encoding", "read", self.write("high", bytes(range(128, 256)) * 9))
        self.assert_fails("read.format.unsupported", "read", self.write("a.txt", b"\x89PNG\r\n"))

    def test_huge_file_is_refused_by_size(self):
        path = self.write("huge.txt", b"x")
        os.truncate(path, 1 << 30)
        self.assert_fails("read.file.too_large", "read", path)

    def office(self, name, body, main="word/document.xml", kind="wordprocessingml"):
        path = self.directory / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>')
            archive.writestr("_rels/.rels", f'<Relationships><Relationship Id="1" Type="x/officeDocument" Target="{main}"/></Relationships>')
            archive.writestr(main, body)
        return path

    def test_word_and_web_pages(self):
        document = self.office("a.txt", "<w:document><w:body><w:p><w:r><w:t>收入 1.00</w:t></w:r></w:p></w:body></w:document>")
        self.assertEqual(run("read", document), (0, "L1 收入 1.00 ¶\n", ""))
        self.assertEqual(run("read", self.write("a.doc", "<html><p>收入 1.00</p></html>")), (0, "L1 收入 1.00 ¶\n", ""))

    def test_hostile_files_are_errors_of_their_own_in_a_batch(self):
        opening, closing = "<w:document><w:body>", "</w:body></w:document>"
        good = self.office("good.docx", f"{opening}<w:p><w:r><w:t>收入</w:t></w:r></w:p>{closing}")
        table = "<w:tbl><w:tr><w:tc>"
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        wide = "".join(f'<sheet name="{i}" r:id="r{i}"/>' for i in range(9))
        files = {
            "read.office.too_large": self.office("bomb.docx", opening + " " * 100_000_000 + closing),
            "read.office.too_deep": self.office("deep.docx", opening + table * 100_000 + "</w:tc></w:tr></w:tbl>" * 100_000 + closing),
            "read.office.damaged": self.write("cut.docx", good.read_bytes()[:300]),
            "read.office.encrypted": self.write("secret.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(600) + "EncryptedPackage\0".encode("utf-16-le")),
            "read.office.blank": self.office("entities.docx", bomb + opening + closing),
            "read.format.unsupported": self.office("slides.docx", "<x/>", kind="presentationml"),
        }
        sheet = self.office("none.xlsx", f"<workbook><sheets>{wide}</sheets></workbook>", "xl/workbook.xml", "spreadsheetml")
        sample = self.write("sample.txt", (pathlib.Path(__file__).parent.parent / "examples/disclosure.txt").read_bytes())
        code, output, _ = run("check", *files.values(), sheet, sample, "--format", "json")
        self.assertEqual(code, 2)
        reports = {pathlib.Path(each["path"]).name: each for each in json.loads(output)["files"]}
        for error_id, path in files.items():
            self.assertIn(error_id, json.dumps(reports[path.name]))
        self.assertIn("read.office.blank", json.dumps(reports["none.xlsx"]))
        self.assertGreater(len(reports["sample.txt"]["findings"]), 0)

    def test_a_reader_that_dies_takes_nothing_with_it(self):
        reader = self.write("reader", "#!/bin/sh\nkill -SEGV $$\n")
        reader.chmod(0o700)
        page = self.write("a.html", "<html><p>收入</p></html>")
        code, output, error = run("read", page, environment={"MINGZHANG_READ": str(reader)})
        self.assertEqual((code, output), (2, ""))
        self.assertIn("read.process.crashed", error)
        code, output, error = run("read", page, environment={"MINGZHANG_READ": "/none"})
        self.assertIn("read.process.missing", error)

    def test_a_store_is_cared_for(self):
        database = lambda name: f"sqlite:{self.directory / name}"
        archive, backup = self.directory / "all.tar.zst", self.directory / "backup.db"
        self.assert_fails("store.unreachable", "verify", "--database", database("none.db"))
        self.assertFalse((self.directory / "none.db").exists())
        self.assert_fails("store.archive.damaged", "import", self.write("junk", "no archive"), "--database", database("a.db"))
        self.assertIn("全部完好", run("verify", "--database", database("a.db"))[1])
        self.assertEqual(run("export", "-o", archive, "--database", database("a.db"))[::2], (0, ""))
        self.assertEqual(run("import", archive, environment={"MINGZHANG_DATABASE": database("b.db")})[::2], (0, ""))
        self.assertEqual(run("backup", "-o", backup, "--database", database("b.db"))[::2], (0, ""))
        self.assertEqual(run("restore", backup, "--database", database("c.db"))[::2], (0, ""))
        self.assert_fails("store.restore.occupied", "restore", backup, "--database", database("c.db"))
        code, output, _ = run("verify", "--database", database("c.db"), "--anchor", "7:" + "0" * 64)
        self.assertEqual(code, 1)
        self.assertIn("audit/7", output)
        code, _, error = run("verify", "--database", "postgresql://me:geheim@127.0.0.1:1/db")
        self.assertEqual(code, 2)
        self.assertIn("store.unreachable", error)
        self.assertNotIn("geheim", error)

    def test_output_that_cannot_be_written(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, timeout=60)
            self.assertEqual(done.returncode, 2)
            path = self.write("a", SAMPLE * 10000)
            done = subprocess.run([PROGRAM, "read", path], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("cli.output", done.stderr.decode())

    def test_every_encoding_reads_alike(self):
        dumps = {run("read", self.write(name, SAMPLE.encode(name)))[1]
                 for name in ("utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk")}
        self.assertEqual(len(dumps), 1)
        self.assertIn("L4 收 入 总 计 171.96 支 出 总 计 171.96\n", dumps.pop())

    def test_json_can_be_read_again(self):
        first = run("read", self.write("a", SAMPLE), "--format", "json")[1]
        self.assertEqual(json.loads(first)["mingzhang"], "document")
        self.assertEqual(run("read", self.write("a.json", first), "--format", "json")[1], first)

    def test_damaged_files_never_crash(self):
        source = random.Random(1)
        seeds = [SAMPLE.encode(), SAMPLE.encode("gb18030"), SAMPLE.encode("utf-16"),
                 run("read", self.write("a", SAMPLE), "--format", "json")[1].encode(), source.randbytes(500)]
        for _ in range(100):
            data = bytearray(source.choice(seeds))
            for _ in range(source.randint(1, 20)):
                data[source.randrange(len(data))] = source.randrange(256)
            del data[source.randint(len(data) // 2, len(data)):]
            code, _, error = run("read", self.write("damaged", bytes(data)))
            self.assertIn(code, (0, 2), error)

    # ---- many units

    def write_units(self):
        text = (EXAMPLES / "ledger.json").read_text(encoding="utf-8")
        ledger = json.loads(text)
        ledger["facts"]["reasons"] = []
        self.write("units/a.json", text)
        self.write("units/sub/b.json", text.replace("云山县图书馆", "云山县博物馆"))
        self.write("units/c.json", json.dumps(ledger, ensure_ascii=False))
        self.write("units/d.json", text.replace('"version"', '"versions"'))
        self.write("units/notes.json", '{"some": "thing else"}')
        self.write("units/readme.txt", "今天天气很好。\n")
        self.assertEqual(run("new", "--form", "xinjiang-budget-2024", "--unit", "云山县档案馆", "-o", self.directory / "units/e.xlsx")[0], 0)
        return self.directory / "units"

    def compile_units(self, *arguments):
        code, output, error = run("compile", self.directory / "units", "--form", "xinjiang-budget-2024", "--formats", "xlsx,html,data",
                                  "-o", self.directory / "out", *arguments)
        self.assertEqual(output, "")
        lines = [json.loads(line) for line in (self.directory / "out/compile.jsonl").read_text().splitlines()]
        return code, error, lines

    def test_a_directory_of_units_is_compiled(self):
        self.write_units()
        code, error, lines = self.compile_units("--jobs", 2)
        self.assertEqual(code, 2)  # one could not be read
        self.assertEqual([(l["name"], l["released"]) for l in lines], [("a", True), ("c", False), ("d", False), ("e", False), ("sub/b", True)])
        self.assertIn("放行 2 个单位", error)
        self.assertIn("跳过 1 份别的文件", error)
        self.assertIn("compile.reason.missing", error)
        self.assertRegex(error, r"e\.xlsx [^\n]+![A-Z]+\d+ \[workbook\.needed\]")  # an empty workbook: what to fill, with sheet and cell
        self.assertGreaterEqual(error.count("[workbook.needed]"), 5)
        self.assertEqual(lines[2]["error"]["id"], "ledger.json.version")
        self.assertEqual(sorted(p.name for p in (self.directory / "out/a").iterdir()),
                         ["claims.csv", "datapackage.json", "disclosure.html", "disclosure.xlsx", "ledger.csv", "release.json"])
        self.assertTrue((self.directory / "out/c/draft-not-released/disclosure.html").exists())
        self.assertIn("云山县博物馆", (self.directory / "out/sub/b/disclosure.html").read_text())

    def test_a_second_run_compiles_what_is_left(self):
        units = self.write_units()
        self.compile_units()
        (self.directory / "out/a/disclosure.html").unlink()
        self.write("units/c.json", (EXAMPLES / "ledger.json").read_text(encoding="utf-8"))  # now with its reasons
        code, error, lines = self.compile_units("--resume")
        self.assertIn("放行 1 个单位", error)
        self.assertIn("2 个上次已放行", error)
        self.assertFalse((self.directory / "out/a/disclosure.html").exists())  # not done again
        self.assertTrue((self.directory / "out/c/disclosure.html").exists())
        self.assertFalse((self.directory / "out/c/draft-not-released").exists())
        (units / "d.json").unlink()
        (units / "e.xlsx").unlink()
        self.assertEqual(self.compile_units("--resume")[0], 0)
        self.assert_fails("cli.usage", "compile", units, "--form", "xinjiang-budget-2024")
        self.assert_fails("cli.usage", "compile", units, "--form", "xinjiang-budget-2024", "-o", self.directory / "out", "--formats", "doc")
        self.assert_fails("compile.no_units", "compile", self.write("nothing/readme.txt", "x").parent, "-o", self.directory / "out")

    def test_money_without_a_place_is_told_of_its_line(self):
        ledger = json.loads((EXAMPLES / "ledger.json").read_text(encoding="utf-8"))
        line = next(i for i, each in enumerate(ledger["lines"]) if each["year"] == "2024" and each["source"] == "unit_funds.operating")
        ledger["lines"][line]["source"] = "surplus"
        path = self.write("ledger.json", json.dumps(ledger, ensure_ascii=False))
        for arguments in ((), ("-o", self.directory / "out", "--formats", "html")):
            error = run("compile", path, "--form", "xinjiang-budget-2024", *arguments)[2]
            self.assertIn(f"[compile.unplaced] /lines/{line} “使用非财政拨款结余”的", error)
        self.assertFalse((self.directory / "out/disclosure.html").exists())

    # ---- many files

    def write_batch(self):
        example = (EXAMPLES / "disclosure.txt").read_text()
        self.write("batch/a.txt", example)
        self.write("batch/sub/b.txt", example.replace("云山县图书馆", "云山县博物馆"))
        self.write("batch/empty.txt", b"")
        self.write("batch/picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
        self.write("batch/.hidden.txt", example)
        self.write("batch/z.txt", "今天天气很好。\n")
        return self.directory / "batch"

    def check_lines(self, *arguments):
        results = self.directory / "results.jsonl"
        code, output, error = run("check", *arguments, "-o", results)
        lines = [json.loads(line) for line in results.read_text().splitlines()]
        return code, output, error, [l for l in lines if "path" in l], [l for l in lines if "pairs" in l]

    def test_a_directory_is_checked_whatever_is_in_it(self):
        code, output, error, files, across = self.check_lines(self.write_batch())
        self.assertEqual((code, output), (2, ""))
        self.assertEqual([f["path"].split("batch/")[1] for f in files], ["a.txt", "sub/b.txt", "z.txt"])
        self.assertEqual([f["error"] and f["error"]["id"] for f in files], [None, None, "check.nothing_understood"])
        self.assertTrue(all(f["findings"] for f in files[:2]))
        self.assertEqual(len(across), 1)
        self.assertEqual(len(across[0]["unpaired"]), 2)
        for words in ("已核对 2 份", "未能核对 1 份", "跳过 2 份不是可读格式的文件", "跳过 1 个隐藏文件"):
            self.assertIn(words, error)

    def test_the_order_does_not_depend_on_the_jobs(self):
        example = (EXAMPLES / "disclosure.txt").read_text()
        for i in range(12):
            self.write(f"many/{i:02}.txt", example.replace("云山县图书馆", f"云山县图书馆{'甲乙丙丁'[i % 4]}") if i % 3 else "今天天气很好。\n" * i)
        outputs = {run("check", self.directory / "many", "--format", "json", "--jobs", jobs)[1] for jobs in (1, 2, 5)}
        self.assertEqual(len(outputs), 1)
        self.assertEqual(len(json.loads(outputs.pop())["files"]), 11)  # the empty one is skipped

    def test_a_second_run_goes_on_where_the_first_ended(self):
        batch, results = self.write_batch(), self.directory / "results.jsonl"
        self.check_lines(batch)
        lines = results.read_text().splitlines()
        results.write_text(lines[0] + "\n" + lines[1][:50])  # the run was ended while it wrote
        code, _, error = run("check", batch, "-o", results, "--resume")
        self.assertEqual(code, 2)
        self.assertIn("1 份上次已完成", error)
        again = results.read_text().splitlines()
        self.assertEqual(sorted(again), sorted(lines))
        (batch / "a.txt").rename(batch / "moved.txt")
        _, _, error = run("check", batch, "-o", results, "--resume")
        self.assertIn("2 份上次已完成", error)
        self.assert_fails("batch.results.foreign", "check", batch / "z.txt", "-o", self.write("mine.jsonl", "my own notes\n"), "--resume")

    def test_wrong_use_of_output(self):
        path = self.write("a.txt", SAMPLE)
        self.assert_fails("cli.usage", "check", path, "--format", "xlsx")
        self.assert_fails("cli.usage", "check", path, "--resume")
        self.assert_fails("write.file.failed", "check", path, "-o", self.directory / "no/such.html")
        self.assert_fails("check.no_files", "check", self.write("nothing/.hidden", "x").parent)

    def test_interrupted_with_what_is_done(self):
        example = (EXAMPLES / "disclosure.txt").read_text()
        for i in range(400):
            self.write(f"long/{i:03}.txt", example + f"\n{i}\n")
        results = self.directory / "results.jsonl"
        process = subprocess.Popen([PROGRAM, "check", self.directory / "long", "-o", results, "-j", "2"], stderr=subprocess.PIPE)
        for _ in range(500):
            if results.exists() and results.read_bytes().count(b"\n") > 3:
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        error = process.communicate(timeout=60)[1].decode()
        self.assertEqual(process.returncode, 2)
        self.assertIn("check.interrupted", error)
        paths = [json.loads(line).get("path") for line in results.read_text().splitlines()]
        done = [p for p in paths if p]
        self.assertEqual(done, [str(self.directory / f"long/{i:03}.txt") for i in range(len(done))])
        self.assertTrue(3 < len(done) < 400, len(done))

    def test_findings_have_lasting_fingerprints(self):
        example = (EXAMPLES / "disclosure.txt").read_text()
        first = json.loads(run("check", self.write("one/first.txt", example), self.write("one/other.txt", SAMPLE), "--format", "json")[1])
        second = json.loads(run("check", self.write("two/z.txt", SAMPLE), self.write("two/renamed", example), "--format", "json")[1])
        prints = [[f["fingerprint"] for f in r["files"][i]["findings"]] for r, i in ((first, 0), (second, 1))]
        self.assertEqual(*prints)
        self.assertEqual(len(set(prints[0])), len(prints[0]))

    def test_two_documents_that_disagree(self):
        example = (EXAMPLES / "disclosure.txt").read_text()
        report = json.loads(run("check", self.write("a.txt", example), self.write("b.txt", example.replace("1.86", "1.96")), "--format", "json")[1])
        self.assertEqual([(p["relation"], len(p["files"])) for p in report["pairs"]], [("version", 2)])
        self.assertGreater(report["pairs"][0]["compared"], 50)
        found = [f for file in report["files"] for f in file["findings"] if f["code"] == "HIS105"]
        self.assertEqual(len(found), report["pairs"][0]["differences"])
        self.assertTrue(found and all(f["related"][0]["path"] for f in found))

    def test_every_format_is_written(self):
        path = EXAMPLES / "disclosure.txt"
        beginnings = {"json": b'{"version"', "jsonl": b'{"version"', "sarif": b"{\n", "html": b"<!DOCTYPE html>", "xlsx": b"PK", "text": "错误".encode()}
        for name, beginning in beginnings.items():
            output = self.directory / f"report.{name}"
            self.assertEqual(run("check", path, "-o", output)[:2], (1, ""))
            self.assertTrue(output.read_bytes().startswith(beginning), name)
        with zipfile.ZipFile(self.directory / "report.xlsx") as book:
            self.assertIsNone(book.testzip())

    def test_findings_are_shown_on_the_pages_of_a_pdf(self):
        # Weights that do not sum are found on some page, targets of projects that are missing on none.
        ledger = json.loads((EXAMPLES / "ledger.json").read_text(encoding="utf-8"))
        ledger["facts"]["indicators"][0]["weight"] = "50"
        del ledger["facts"]["projects"]
        (self.directory / "ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
        self.assertEqual(run("compile", self.directory / "ledger.json", "--form", "xinjiang-budget-2024", "-o", self.directory)[0], 1)
        original = self.directory / "draft-not-released/disclosure.pdf"
        findings = json.loads(run("check", original, "--format", "json")[1])["files"][0]["findings"]
        self.assertTrue(findings)
        page, marked = self.directory / "report.html", self.directory / "report.pdf"
        for output in (page, marked):
            self.assertEqual(run("check", original, "-o", output)[:2], (1, ""))
        pages = {f["place"]["page"] for f in findings if f["place"]["page"]}
        self.assertEqual(page.read_text().count("data:image/png;base64,iVBOR"), len(pages))
        self.assertTrue(marked.read_bytes().startswith(original.read_bytes()))
        self.assertEqual(marked.read_bytes().count(b"/Subtype /Text") + marked.read_bytes().count(b"/Subtype /Square"), len(findings))
        self.assert_fails("check.not_pdf", "check", EXAMPLES / "disclosure.txt", "-o", marked)
        self.assert_fails("check.not_pdf", "check", original, EXAMPLES / "disclosure.txt", "-o", marked)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    sys.exit(unittest.main())
