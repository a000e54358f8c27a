#!/usr/bin/env bash
# Builds the browser application: web/dist. Quick when nothing has changed; node's packages come from web/package-lock.json alone.
#   tools/web.sh            installs Node where it is missing (as root), or says how
#   tools/web.sh --to-test  only where the browser tests can run: with Node and Chromium
set -euo pipefail
cd "$(dirname "$0")/../web"

have() { for program; do command -v "$program" >/dev/null || return 1; done; }

if [ "${1:-}" = --to-test ] && ! have node npm chromium; then
  exit 0
fi
if ! have node npm; then
  if [ "$(id -u)" -eq 0 ] && have apt-get; then
    echo "Installing: nodejs npm"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm
  else
    echo "Node and npm are missing; the browser application needs them (Debian: apt-get install nodejs npm)." >&2
    exit 1
  fi
fi
if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 18 ]; then
  echo "Node $(node --version) is too old; 18 or later is needed (Debian 12 has it)." >&2
  exit 1
fi

if [ ! -f node_modules/.installed ] || ! cmp -s package-lock.json node_modules/.installed; then
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed
fi
newer=$(find index.html vite.config.ts package.json package-lock.json src public ../catalog/workbook.yaml ../catalog/performance.yaml -newer dist/index.html -print -quit 2>/dev/null || true)
if [ ! -f dist/index.html ] || [ -n "$newer" ]; then
  node_modules/.bin/vite build --logLevel warn
fi
