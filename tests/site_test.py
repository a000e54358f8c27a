#!/usr/bin/env python3
"""Makes a site of the example, as several units and years, and looks at every page: links, anchors, escaping, sizes, the same bytes."""

import hashlib
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
from fractions import Fraction

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(sys.argv.pop(1))
FORM = "xinjiang-budget-2024"
HOSTILE = "<script>alert('1')</script>\"&馆"
PAGE_BYTES_MAX = 1_000_000


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)


def write_ledger(path, unit, shift=0):
    ledger = json.loads((ROOT / "examples/ledger.json").read_text(encoding="utf-8"))
    ledger["unit"] = unit
    if shift:
        ledger["year"] += shift
        for line in ledger["lines"]:
            line["year"] = str(int(line["year"]) + shift)
    path.write_text(json.dumps(ledger, ensure_ascii=False), encoding="utf-8")


def forge(release, name, change):
    """Changes a file of a release as a stranger could, who writes its checksum too."""
    path, record_path = release / name, release / "release.json"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    record = json.loads(record_path.read_text(encoding="utf-8"))
    for file in record["files"]:
        if file["name"] == name:
            file["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    record_path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


class Page(html.parser.HTMLParser):
    """Ids, links and whatever could run."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.troubles, self.languages, self.headings, self.void = set(), [], [], [], 0, False
        self.text = path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.troubles.append(f"{tag} {name}={value}")
            if name == "id":
                if value in self.ids:
                    self.troubles.append(f"id {value} twice")
                self.ids.add(value)
            if name in ("href", "src"):
                self.links.append(value)
        names = dict(attributes)
        if tag == "script" and not names.get("src"):
            self.troubles.append("inline script")
        if tag == "html":
            self.languages.append(names.get("lang"))
        self.headings += tag == "h1"


def yuan(text):
    return Fraction(text.replace(",", "").removesuffix("元").removesuffix("平方米"))


class SiteTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        base = pathlib.Path(cls.directory.name)
        cls.releases, cls.site = base / "releases", base / "public"
        cls.compile(base, "云山县图书馆", "library-2024")
        cls.compile(base, "云山县图书馆", "library-2025", shift=1)
        cls.compile(base, "云山县档案馆", "云山县/档案局/馆")
        cls.compile(base, HOSTILE, "b")
        # The compiler refuses such a name of a project, for it could not be read back; the open data may still hold it.
        forge(cls.releases / "b", "ledger.csv", lambda text: text.replace("公益讲座", '"<b onclick=x>""项目"""'))
        forge(cls.releases / "b", "claims.csv", lambda text: text.replace("公益讲座", "<b onclick=x>讲座"))
        cls.make_accounts("library-2024", "library-2024-accounts")
        cls.answer = run("site", cls.releases, "-o", cls.site)

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    @classmethod
    def compile(cls, base, unit, folder, shift=0):
        write_ledger(base / "ledger.json", unit, shift)
        answer = run("compile", base / "ledger.json", "--form", FORM, "-o", cls.releases / folder)
        if not (cls.releases / folder / "release.json").exists():
            raise RuntimeError(answer.stdout + answer.stderr)

    @classmethod
    def make_accounts(cls, budget, accounts):
        """Final accounts that say what the budget said."""
        shutil.copytree(cls.releases / budget, cls.releases / accounts)
        forge(cls.releases / accounts, "ledger.csv", lambda text: text.replace("2024,budget,", "2024,final,"))
        path = cls.releases / accounts / "release.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"stage": "budget"', '"stage": "final"'), encoding="utf-8")

    def pages(self):
        return sorted(self.site.rglob("*.html"))

    def test_says_what_it_made(self):
        self.assertEqual(self.answer.returncode, 0, self.answer.stderr)
        self.assertIn("3 个单位，5 份公开文件", self.answer.stdout)
        self.assertTrue((self.site / "d/2024/云山县图书馆/balance.html").exists(), sorted(self.site.rglob("d/2024/云山县图书馆/*")))

    def test_accounts_stand_beside_the_budget(self):
        folder = self.site / "d/2024/云山县图书馆"
        for name in ("budget.html", "final.html", "balance.html", "final-balance.html", "files/final/disclosure.pdf"):
            self.assertTrue((folder / name).exists(), name)
        accounts, unit = (folder / "final.html").read_text(encoding="utf-8"), (self.site / "units/云山县图书馆.html").read_text(encoding="utf-8")
        self.assertIn("2024 年决算资金流向，共 225.25万元", accounts)
        self.assertIn("历年决算", unit)
        self.assertTrue((self.site / "compare/2024-final.html").exists())

    def test_every_link_leads_somewhere(self):
        pages = {path: Page(path) for path in self.pages()}
        links = 0
        for path, page in pages.items():
            for link in page.links:
                if link == "data:,":  # no icon
                    continue
                parts = urllib.parse.urlsplit(link)
                self.assertFalse(parts.scheme or parts.netloc or link.startswith("/"), f"{path}: {link}")
                target = (path.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else path
                self.assertTrue(target.is_file(), f"{path}: {link}")
                if parts.fragment:
                    self.assertIn(parts.fragment, pages[target].ids, f"{path}: {link}")
                links += 1
        self.assertGreater(links, 3_000)

    def test_nothing_of_strangers_runs(self):
        for path in self.pages():
            page = Page(path)
            self.assertEqual(page.troubles, [], path)
            self.assertIn('http-equiv="Content-Security-Policy"', page.text[:600], path)
            self.assertIn("default-src 'none'", page.text[:600], path)
            self.assertEqual(page.languages, ["zh-CN"], path)
            self.assertGreaterEqual(page.headings, 1, path)
            self.assertNotIn("<script>alert", page.text, path)
            self.assertNotIn("<b onclick", page.text, path)
        names = [path.name for path in self.site.rglob("*")]
        self.assertTrue(all(re.fullmatch(r"[\w.~-]+", name) for name in names), names)

    def test_pages_stay_small(self):
        for path in self.pages():
            self.assertLess(path.stat().st_size, PAGE_BYTES_MAX, path)

    def test_tables_are_data_too(self):
        folder = self.site / "d/2024/云山县图书馆"
        tables = [path for path in folder.glob("*.json") if path.stem not in ("budget", "final")]
        self.assertGreaterEqual(len(tables), 8)
        figures = 0
        for path in tables:
            table, page, lines = json.loads(path.read_text(encoding="utf-8")), Page(path.with_suffix(".html")), path.with_suffix(".csv").read_bytes().decode().split("\r\n")
            self.assertEqual(len(lines) - 2, len(table["figures"]), path)
            for figure in table["figures"]:
                self.assertIn(figure["figure"], page.ids, path)
            figures += len(table["figures"])
        self.assertGreater(figures, 200)

    def test_search_finds_units_by_their_projects(self):
        index = json.loads((self.site / "search.json").read_text(encoding="utf-8"))
        found = [unit for unit in index["units"] if "<b onclick=x>" in unit["words"]]
        self.assertEqual([unit["unit"] for unit in found], [HOSTILE])
        for unit in index["units"]:
            self.assertTrue((self.site / urllib.parse.unquote(unit["page"])).is_file())

    def test_every_figure_of_the_edition_is_the_sum_of_its_lines(self):
        text = (self.releases / "library-2024/disclosure.html").read_text(encoding="utf-8")
        lines = {number: yuan(amount) for number, amount in re.findall(r'<tr id="l(\d+)">.*?<td class="amount">([^<]*)</td></tr>', text)}
        sums = {}
        for number, amount, words, how in re.findall(r'<li id="s(\d+)"><b class="sum amount">([^<]*)</b>(.*?)<p>(.*?)</p></li>', text):
            if "账目" in how and "没有" not in how:
                taken = [(int(a), int(b or a)) for a, b in re.findall(r'<a href="#l(\d+)">\d+</a>(?:–<a href="#l(\d+)">\d+</a>)?', how)]
                total = sum(lines[str(i)] for a, b in taken for i in range(a, b + 1))
            else:
                total = sum(lines[i] for i in re.findall(r'href="#l(\d+)"', how))
            self.assertEqual(total, yuan(amount), words)
            sums[number] = total
        figures = re.findall(r'<a id="([a-z_]+-\w+-\d+)" href="#s(\d+)">([^<]*)</a>', text)
        self.assertGreater(len(figures), 200)
        for name, number, printed in figures:
            printed_value = yuan(printed) * (10_000 if "." in printed else 1)
            half = Fraction(50) if "." in printed else 0
            self.assertLessEqual(abs(sums[number] - printed_value), half, name)
        sentences = re.findall(r'<a id="n\d+" href="#s(\d+)">', text)
        self.assertGreater(len(sentences), 60)

    def test_the_same_releases_give_the_same_bytes(self):
        again = self.site.with_name("again")
        self.assertEqual(run("site", self.releases, "-o", again, "--jobs", "1").returncode, 0)
        ours, theirs = ({path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()} for root in (self.site, again))
        self.assertEqual(ours.keys(), theirs.keys())
        self.assertEqual([path for path in ours if ours[path] != theirs[path]], [])

    def test_a_second_run_writes_what_changed(self):
        site, releases = self.site.with_name("second"), self.releases.with_name("fewer")
        shutil.copytree(self.releases, releases)
        self.assertEqual(run("site", releases, "-o", site).returncode, 0)
        self.assertIn("，0 个有变化", run("site", releases, "-o", site).stdout)
        shutil.rmtree(releases / "云山县")
        self.assertEqual(run("site", releases, "-o", site).returncode, 0)
        self.assertEqual([path for path in site.rglob("*档案馆*")], [])
        self.assertTrue((site / "d/2024/云山县图书馆/budget.html").exists())

    def test_what_is_wrong_with_a_release_leaves_it_out(self):
        releases = self.releases.with_name("wrong")
        shutil.copytree(self.releases, releases)
        (releases / "library-2024/ledger.csv").write_text("year,amount\n", encoding="utf-8")
        record = json.loads((releases / "library-2025/release.json").read_text(encoding="utf-8"))
        record["released"] = False
        (releases / "library-2025/release.json").write_text(json.dumps(record), encoding="utf-8")
        shutil.copytree(releases / "b", releases / "c")
        answer = run("site", releases, "-o", self.site.with_name("left"))
        self.assertEqual(answer.returncode, 1)
        for trouble in ("site.release.changed", "site.release.not_released", "site.release.duplicate"):
            self.assertIn(trouble, answer.stderr)
        self.assertIn("3 个单位，3 份公开文件", answer.stdout)

    def test_pages_that_could_run_something_are_not_passed_on(self):
        releases = self.releases.with_name("running")
        shutil.copytree(self.releases / "b", releases / "b")
        forge(releases / "b", "disclosure.html", lambda text: "<script>alert(1)</script>" + text)
        site = self.site.with_name("safe")
        self.assertEqual(run("site", releases, "-o", site).returncode, 0)
        self.assertEqual(list(site.rglob("disclosure.html")), [])
        self.assertEqual(len(list(site.rglob("disclosure.pdf"))), 1)

    def test_other_folders_are_left_alone(self):
        foreign = self.site.with_name("foreign")
        foreign.mkdir()
        (foreign / "mine.txt").write_text("x", encoding="utf-8")
        answer = run("site", self.releases, "-o", foreign)
        self.assertEqual(answer.returncode, 2)
        self.assertIn("site.output.foreign", answer.stderr)
        self.assertEqual([path.name for path in foreign.iterdir()], ["mine.txt"])
        self.assertIn("site.input.missing", run("site", foreign / "none", "-o", foreign).stderr)
        self.assertIn("site.input.nothing", run("site", foreign, "-o", foreign / "out").stderr)

    def test_english(self):
        site = self.site.with_name("english")
        self.assertEqual(run("site", self.releases, "-o", site, "--lang", "en").returncode, 0)
        self.assertIn("Where the money comes from", (site / "d/2024/云山县图书馆/budget.html").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
