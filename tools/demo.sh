#!/usr/bin/env bash
# Shows the main job on the examples and leaves its results in out/. Run through `make demo`.
set -euo pipefail
cd "$(dirname "$0")/.."
mingzhang=build/mingzhang
mkdir -p out

show() { # a command; findings (exit code 1) are what we want to see
  printf '\n$ %s\n' "$*"
  "$@" || [ $? -eq 1 ]
}

show $mingzhang check examples/disclosure.txt
$mingzhang check examples/disclosure.txt --format json > out/report.json || [ $? -eq 1 ]
$mingzhang understand examples/disclosure.txt --format json > out/disclosure.json
show $mingzhang infer examples/disclosure.txt -o out/inferred.json
$mingzhang compile examples/ledger.json --form xinjiang-budget-2024 --format html > out/disclosure.html
printf '\n$ %s\n' "$mingzhang compile examples/ledger.json --form xinjiang-budget-2024 | sed -n '/^表 3\$/,/^\$/p'"
$mingzhang compile examples/ledger.json --form xinjiang-budget-2024 | sed -n '/^表 3$/,/^$/p'
show $mingzhang compile examples/ledger.json --form xinjiang-budget-2024 -o out/releases/library-2024
show $mingzhang site out/releases -o out/site

cat <<END
结果 Results:
  out/report.json      核对报告 the report on examples/disclosure.txt
  out/disclosure.json  逐个数字的理解 every figure with its region and place
  out/inferred.json    由公开文件推出的账目 the ledger behind the disclosure
  out/disclosure.html      由 examples/ledger.json 编制的公开文件 the disclosure compiled from a ledger
  out/releases/        放行的公开文件：Word、PDF、Excel、网页和数据 the released disclosure in all formats, with its data
  out/site/index.html  公开网站，用浏览器打开 the site for the public, for a browser
END
