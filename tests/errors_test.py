#!/usr/bin/env python3
"""Holds the sources to src/base/errors.def: every id that is used is explained, every explained id is used."""

import pathlib
import re
import sys
import unittest

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "src"
LISTED = re.compile(r'^MZ_ERROR\(\s*"([^"]+)"', re.MULTILINE)
# An id is a literal of two or more dotted words, first argument of fail() or report() or first member of an Error or Note.
USED = re.compile(r'(?:\bfail\(|\breport\(|\{)\s*"([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)"\s*,')
# Ids with a part that is filled in: fmt::format("{}.json.invalid", ...)
PATTERN = re.compile(r'fail\(\s*fmt::format\("\{\}(\.[a-z0-9_.]+)"')


def sources():
    return [p for p in SOURCE.rglob("*.cc") if not p.name.endswith("_test.cc")] + list(SOURCE.rglob("*.h"))


class ErrorsTest(unittest.TestCase):
    listed = LISTED.findall((SOURCE / "base/errors.def").read_text(encoding="utf-8"))
    text = "\n".join(p.read_text(encoding="utf-8") for p in sources())

    def test_sorted_and_unique(self):
        self.assertEqual(self.listed, sorted(set(self.listed)))

    def test_every_used_id_is_explained(self):
        self.assertEqual(sorted(set(USED.findall(self.text)) - set(self.listed)), [])

    def test_every_explained_id_is_used(self):
        used, endings = set(USED.findall(self.text)), tuple(PATTERN.findall(self.text))
        self.assertEqual([i for i in self.listed if i not in used and not i.endswith(endings or ("\n",))], [])


if __name__ == "__main__":
    sys.exit(unittest.main())
