#!/usr/bin/env bash
# Shows what the program does, on the examples. Run through `make demo`.
set -euo pipefail
cd "$(dirname "$0")/.."
mingzhang=build/mingzhang

show() { # a command; findings (exit code 1) are what we want to see
  printf '\n$ %s\n' "$*"
  "$@" || [ $? -eq 1 ]
}

show $mingzhang --version
for example in examples/*.txt; do
  [ -e "$example" ] || continue
  show $mingzhang check "$example"
done
