#pragma once
// What a check found, as data. Text and JSON are renderings of this (render/report_*.h).

#include <string>
#include <vector>

#include "base/result.h"
#include "disclosure/disclosure.h"

namespace mingzhang {

enum class Severity : std::uint8_t { Error, Warning, Note };

struct Bilingual {
  std::string zh, en;
};

struct FindingPlace {
  Place place;
  std::string table, row, column;  // names as printed; "" outside tables
  std::string quote;               // as printed in the document, enough to find it
  std::string path = {};           // of the document, where it is another than that of the report; else ""
};

struct Finding {
  std::string code;         // "SUM101", listed in check/checks.def
  Severity severity = Severity::Error;
  Bilingual message;        // one sentence: what is wrong
  FindingPlace at;
  std::vector<FindingPlace> related;
  std::string calculation;  // "114.46 + 7.00 = 121.46 ≠ 1,214.60（容差 ±0.015）"
  std::string proposed;     // the value that would fit; "" when unknown
  std::string fingerprint;  // 16 hex digits: code + what it is about, not where it stands; equal over reruns
};

struct OpenItem {
  Place place;
  std::string quote, reason;
};

struct Coverage {
  struct { int printed = 0, understood = 0, proven = 0; } amounts;
  struct { int pass = 0, fail = 0, undecided = 0; } constraints;
  std::vector<OpenItem> open;
};

struct FileReport {
  std::string path, sha256;
  DocumentKind kind = DocumentKind::Other;
  int year = 0;
  std::string unit, form;
  std::vector<Finding> findings;  // by place
  Coverage coverage;
  std::vector<Bilingual> not_checked;  // what could not be checked, and why
  std::optional<Error> error;     // the file could not be checked at all
};

// How two or more documents belong together.
enum class Relation : std::uint8_t {
  LastYear,    // the same unit a year earlier, the same kind: earlier, later
  Accounts,    // budget and final accounts of one year: budget, final accounts
  Department,  // a department and units of it: department, units
  Version,     // one disclosure in two versions
};

struct Pair {
  Relation relation = Relation::LastYear;
  std::vector<std::string> paths;
  int compared = 0;     // amounts that both speak of
  int differences = 0;  // of these
  bool complete = true;  // Department: all units are there, so their sum was compared; else only that none exceeds it
};

struct Unpaired {
  std::string path;
  Bilingual reason;
};

struct Report {
  std::vector<FileReport> files;
  std::vector<Pair> pairs;         // documents that were compared with one another
  std::vector<Unpaired> unpaired;  // those that were not, and why
};

}  // namespace mingzhang
