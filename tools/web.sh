#!/usr/bin/env bash
# Builds the browser application: web/dist. Quick when nothing has changed; node's packages come from web/package-lock.json alone.
set -euo pipefail
cd "$(dirname "$0")/../web"

for program in node npm; do
  if ! command -v $program >/dev/null; then
    echo "$program is missing; the browser application needs it (Debian: apt-get install nodejs npm)." >&2
    exit 1
  fi
done
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 18 ]; then
  echo "Node $(node --version) is too old; 18 or later is needed (Debian 12 has it)." >&2
  exit 1
fi

if [ ! -f node_modules/.installed ] || ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed
fi
newer=$(find index.html vite.config.ts package.json package-lock.json src public -newer dist/index.html -print -quit 2>/dev/null || true)
if [ ! -f dist/index.html ] || [ -n "$newer" ]; then
  node_modules/.bin/vite build --logLevel warn
fi
