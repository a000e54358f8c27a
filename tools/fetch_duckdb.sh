#!/usr/bin/env bash
# Puts DuckDB's library, which roll-ups load when they run, beside the program: from the npm registry, of a pinned version and
# checksum. Quick when it is there. Without npm, or elsewhere than on x86-64, it only says so: everything else works without.
#   tools/fetch_duckdb.sh FOLDER
set -euo pipefail

package=@duckdb/node-bindings-linux-x64
version=1.4.4-r.4
sha512=8c14cbfd6bdfc312d3a056bfa551df4fa7a532d96d2469dcdf04aec590fd39f325b62b7d614755152dfbbc1150cd7313d59f0e5a3b528cc87eccf2b13b01cb1c
folder=$1
library=$folder/libduckdb.so

if [ -e "$library" ]; then exit 0; fi
if [ "$(uname -sm)" != "Linux x86_64" ] || ! command -v npm >/dev/null; then
  echo "Roll-ups need libduckdb.so $version; it is fetched where npm exists, or install it yourself. All else works without." >&2
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! (cd "$work" && npm pack --silent "$package@$version" >/dev/null); then
  echo "libduckdb.so $version could not be fetched from the npm registry; roll-ups will say so. All else works without." >&2
  exit 0
fi
echo "$sha512  $work/$(cd "$work" && ls ./*.tgz)" | sha512sum --check --quiet
tar --extract --gzip --file "$work"/*.tgz --directory "$work" package/libduckdb.so
mkdir -p "$folder"
mv "$work/package/libduckdb.so" "$library"
