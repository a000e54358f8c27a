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

# The service with example data. With a terminal it stays until Ctrl-C; without one it shows what it answers and ends.
database=$(mktemp -d)
trap 'rm -rf "$database"' EXIT
if [ -t 1 ]; then
  printf '\n$ %s\n' "$mingzhang serve --examples examples"
  $mingzhang serve --database "sqlite:$database/demo.db" --region 云山县 --examples examples
  exit
fi
coproc server { exec $mingzhang serve --database "sqlite:$database/demo.db" --region 云山县 --examples examples --listen 127.0.0.1:0; }
pid=$server_PID
while read -r line <&"${server[0]}"; do
  printf '%s\n' "$line"
  address=$(printf '%s' "$line" | grep -o 'http://[0-9.:]*' || true)
  [ -z "$address" ] || break
done
python3 - "$address" <<'END'
import json, sys, urllib.parse, urllib.request
def get(path):
    with urllib.request.urlopen(sys.argv[1] + urllib.parse.quote(path, safe="/?=&")) as answer:
        return answer.read().decode()
for path in ("/healthz", "/api/v1/public/units", "/d/2024/云山县图书馆/three_public.csv"):
    print(f"\n$ curl {sys.argv[1]}{path}\n{get(path)}", end="")
END
kill "$pid"
wait "$pid" 2>/dev/null || true
