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
  std::string path;
  DocumentKind kind = DocumentKind::Other;
  int year = 0;
  std::string unit, form;
  std::vector<Finding> findings;  // by place
  Coverage coverage;
  std::vector<Bilingual> not_checked;  // what could not be checked, and why
  std::optional<Error> error;     // the file could not be checked at all
};

struct Report {
  std::vector<FileReport> files;
};

}  // namespace mingzhang
