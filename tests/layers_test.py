#!/usr/bin/env python3
"""Holds src/ to src/layers.txt: includes go only along the listed edges, every folder is listed, files stay short. And no two
types of one program have one name: the linker would take the functions of one for those of the other without a word."""

import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
LINES_MAX = 700
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def read_layers(text):
    """{folder: set of folders and headers it may include}"""
    layers = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            folder, allowed = line.split(":")
            layers[folder] = set(allowed.split())
    return layers


def fault_of_include(folder, header, layers):
    """Why a file in `folder` may not include `header` (a path under src/), or None."""
    target = str(pathlib.PurePosixPath(header).parent)
    if target not in layers:
        return f'"{header}" is in no listed folder (includes are written from src/)'
    if target == folder or layers[folder] & {"all", target, header}:
        return None
    return f'"{header}": {folder} may not include from {target}'


TYPE = re.compile(r"^(?:enum class|struct|class) (\w+)(?: final)?(?: : [^;{]*)? \{", re.MULTILINE)
READERS = {"read/pdf", "read/docx", "read/xlsx", "read/html", "read/package", "read/program"}  # not in `mingzhang`
SHARED = {"base", "document", "read/isolate", "read/format", "read/text"}  # in `mingzhang` and in `mingzhang-read`


def types_named_twice(headers):
    """Of {path under src/: text}: names of types that two headers of one program define, with these headers."""
    found = {}
    for path, text in headers.items():
        for name in TYPE.findall(text):
            found.setdefault(name, []).append(path)
    together = lambda a, b: a in SHARED or b in SHARED or (a in READERS) == (b in READERS)
    folder = lambda path: str(pathlib.PurePosixPath(path).parent)
    clashes = [(name, a, b) for name, paths in found.items() for a in paths for b in paths
               if a < b and together(folder(a), folder(b))]
    return sorted(clashes)


def sources():
    return sorted(p for p in SOURCE.rglob("*") if p.suffix in {".h", ".cc", ".def"})


class LayersTest(unittest.TestCase):
    layers = read_layers((SOURCE / "layers.txt").read_text(encoding="utf-8"))

    def test_every_folder_is_listed(self):
        folders = {str(p.parent.relative_to(SOURCE)) for p in sources()}
        self.assertEqual(folders - set(self.layers), set())

    def test_the_list_names_only_listed_folders(self):
        for folder, allowed in self.layers.items():
            for name in allowed - {"all"}:
                known = name in self.layers or (SOURCE / name).is_file()
                self.assertTrue(known, f"{folder}: {name}")

    def test_the_list_has_no_cycles(self):
        seen = []
        for folder, allowed in self.layers.items():
            above = {str(pathlib.PurePosixPath(a).parent) if a.endswith(".h") else a for a in allowed - {"all"}}
            self.assertEqual(above - set(seen), set(), f"{folder} includes from folders listed after it")
            seen.append(folder)

    def test_no_two_types_of_a_program_have_one_name(self):
        headers = {str(p.relative_to(SOURCE)): p.read_text(encoding="utf-8") for p in sources()
                   if p.suffix == ".h" and not p.name.endswith("_for_tests.h")}
        self.assertEqual(types_named_twice(headers), [])

    def test_types_named_twice_are_seen(self):
        text = "struct Row {\n};\n"
        self.assertEqual(types_named_twice({"write/a.h": text, "check/b.h": text}), [("Row", "check/b.h", "write/a.h")])
        self.assertEqual(types_named_twice({"read/pdf/a.h": text, "check/b.h": text, "check/c.h": "struct Row;\n"}), [])

    def test_includes_go_along_the_edges(self):
        faults = []
        for path in sources():
            folder = str(path.parent.relative_to(SOURCE))
            for header in INCLUDE.findall(path.read_text(encoding="utf-8")):
                fault = fault_of_include(folder, header, self.layers)
                if fault:
                    faults.append(f"{path.relative_to(ROOT)}: {fault}")
        self.assertEqual(faults, [])

    def test_files_are_short(self):
        long = [str(p) for p in sources() if len(p.read_text(encoding="utf-8").splitlines()) >= LINES_MAX]
        self.assertEqual(long, [], f"files of {LINES_MAX} lines or more")

    def test_faults_are_found(self):
        layers = read_layers("# comment\nbase:\ndocument: base\ncheck: base document/place.h\ncli: all\n")
        self.assertIsNone(fault_of_include("check", "document/place.h", layers))
        self.assertIsNone(fault_of_include("check", "check/report.h", layers))
        self.assertIsNone(fault_of_include("cli", "check/report.h", layers))
        self.assertIsNotNone(fault_of_include("check", "document/document.h", layers))
        self.assertIsNotNone(fault_of_include("base", "document/place.h", layers))
        self.assertIsNotNone(fault_of_include("base", "result.h", layers))


if __name__ == "__main__":
    sys.exit(unittest.main())
