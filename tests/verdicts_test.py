#!/usr/bin/env python3
"""Every error that the program reports of a real document has been read in the document and judged.

usage: verdicts_test.py MINGZHANG

The corpus (MINGZHANG_CORPUS, else ../shared/corpus) brings TRUTH.tsv, what a careful reader found; tests/verdicts.tsv judges
the errors that are reported besides: file, check, place (p12: page; L12: line, where there are no pages), a piece of the
quote, verdict (true, false, open) and why. Fails when a reported error is in neither, when it was judged false, and when less
than 98 % of the reported errors are true, or when more amounts are said to be understood than are printed. Exit code 77: there is no corpus here.
"""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRECISION_MIN = 0.98
VERDICTS = ("true", "false", "open")


def norm(text):
    return re.sub(r"[\s,，]", "", unicodedata.normalize("NFKC", text or ""))


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def places_of(finding):
    return [finding["place"]] + finding["related"]


def words_of(finding):
    parts = [finding["message"], finding["calculation"]]
    for place in places_of(finding):
        parts += [place[key] for key in ("quote", "table", "row", "column")]
    return norm(" ".join(part or "" for part in parts))


def numbers_in(text):
    return {number for number in re.findall(r"\d+(?:\.\d+)?", norm(text)) if len(number) >= 3}


def is_known_truth(finding, row):
    """The reader found it: the page is right, and the snippet or a number of it stands in the finding."""
    wanted = {int(page) for page in re.findall(r"\d+", row["page"] or "")}
    pages = {place["page"] for place in places_of(finding) if place["page"]}
    if wanted and pages and not any(abs(a - b) <= 1 for a in wanted for b in pages):
        return False
    snippet, words, quote = norm(row["snippet"]), words_of(finding), norm(finding["place"]["quote"])
    if not snippet:
        return False
    return snippet in words or (len(quote) >= 4 and quote in snippet) or bool(numbers_in(snippet) & numbers_in(words))


def is_judged_by(finding, row):
    place = finding["place"]
    where = f"p{place['page']}" if place["page"] else f"L{place['line']}"
    return row["check"] == finding["code"] and row["place"] == where and norm(row["figure"]) in norm(place["quote"])


def verdict_of(finding, truth, verdicts):
    if any(row["verdict"] != "clean" and is_known_truth(finding, row) for row in truth):
        return "true"
    for row in verdicts:
        if is_judged_by(finding, row):
            return row["verdict"]
    return None


def check(program, files):
    command = [program, "check", *map(str, files), "--format", "json", "--progress", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return json.loads(done.stdout)["files"]


def main():
    corpus = pathlib.Path(os.environ.get("MINGZHANG_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (corpus / "TRUTH.tsv").exists():
        print("skipped: the corpus of real documents is absent (MINGZHANG_CORPUS)")
        return 77
    truth, verdicts = rows_of(corpus / "TRUTH.tsv"), rows_of(ROOT / "tests" / "verdicts.tsv")
    problems = [f"verdicts.tsv: {row['verdict']!r} is no verdict" for row in verdicts if row["verdict"] not in VERDICTS or not row["reason"]]
    files = sorted(path for path in corpus.iterdir() if path.suffix in (".pdf", ".txt"))
    tally = dict.fromkeys(VERDICTS, 0)
    for report in check(sys.argv[1], files):
        name = pathlib.Path(report["path"]).name
        amounts = report["coverage"]["amounts"]
        if not amounts["proven"] <= amounts["understood"] <= amounts["printed"]:
            problems.append(f"{name}: {amounts['proven']} amounts proven, {amounts['understood']} understood, {amounts['printed']} printed")
        for finding in report["findings"]:
            if finding["severity"] != "error":
                continue
            verdict = verdict_of(finding, [r for r in truth if r["file"] == name], [r for r in verdicts if r["file"] == name])
            place = finding["place"]
            what = f"{name} {finding['code']} p{place['page'] or '-'} L{place['line']} {place['quote'][:40]} · {finding['message'][:100]}"
            if verdict is None:
                problems.append("not judged: " + what)
            elif verdict == "false":
                problems.append("judged false, and reported again: " + what)
            tally[verdict or "open"] += 1
    reported = sum(tally.values())
    precision = tally["true"] / reported if reported else 0.0
    print(f"{reported} errors reported, {tally['true']} true, {tally['false']} false, {tally['open']} open: precision {precision:.1%}")
    if precision < PRECISION_MIN:
        problems.append(f"precision {precision:.1%} is below {PRECISION_MIN:.0%}")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
