#!/usr/bin/env bash
# Makes sure that all packages of tools/packages.txt are installed; quick when they are.
#   tools/bootstrap.sh          installs what is missing (as root), or says how
#   tools/bootstrap.sh --check  only says how
set -euo pipefail

mapfile -t wanted < <(sed 's/#.*//' "$(dirname "$0")/packages.txt" | tr -s ' ' '\n' | sed '/^$/d' | sort -u)

if ! command -v dpkg-query >/dev/null; then
  echo "This system has no dpkg, so packages are not checked. Needed are (Debian names): ${wanted[*]}" >&2
  exit 0
fi

# dpkg-query fails when it does not know a package at all; those are missing too.
installed() {
  { dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true; } |
    sed -n 's/^installed //p' | sort -u
}

mapfile -t missing < <(comm -23 <(printf '%s\n' "${wanted[@]}") <(installed))
if [ "${#missing[@]}" -eq 0 ]; then
  exit 0
fi

if [ "$(id -u)" -ne 0 ] || [ "${1:-}" = --check ]; then
  sudo=$([ "$(id -u)" -eq 0 ] || echo "sudo ")
  echo "Packages are missing. Run:" >&2
  echo "  ${sudo}apt-get install -y ${missing[*]}" >&2
  exit 1
fi

echo "Installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}"
