#!/bin/sh
# Prints a Python that can build the project, or says in one line what is missing.
# Usage: find_python.sh [CANDIDATE]   (without one, the usual names are tried)
set -u

best=""
without_venv=""
for candidate in ${1:-python3.13 python3.12 python3.11 python3 python}; do
  # A name on PATH proves little: version managers put stubs there for what they lack.
  version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  best=${best:-$version}
  "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
  if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "$candidate"
    exit 0
  fi
  without_venv=${without_venv:-$version}
done

if [ -n "$without_venv" ]; then
  echo "Python $without_venv 缺少 venv/ensurepip;Python $without_venv lacks venv/ensurepip: e.g. apt-get install python$without_venv-venv" >&2
elif [ -n "$best" ]; then
  echo "需要 Python 3.11 或更新版本,只找到 $best;Python 3.11 or newer is needed, found only $best: https://www.python.org/downloads/" >&2
else
  echo "没有找到 ${1:-Python};${1:-Python} was not found, Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2
fi
exit 1
