#!/usr/bin/env bash
# Makes .venv from nothing but python3 >= 3.11: the locked packages, checked against their hashes, and both
# distributions as editable installs. Safe to run again at any time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source .ci/apt.sh
python="${PYTHON:-python3}"

fail() { printf 'setup: %s\n' "$@" >&2; exit 1; }

command -v "$python" >/dev/null || fail "no $python here; type: sudo apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "$("$python" --version) is too old; svcgen needs Python 3.11 or newer: make setup PYTHON=python3.12"

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    apt_install "making .venv needs Python's venv module" \
      "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  fi
  rm -rf .venv
  "$python" -m venv .venv
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1 UV_NO_PROGRESS=1
[ -x .venv/bin/uv ] \
  || .venv/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements/uv.txt
uv=".venv/bin/uv"
"$uv" pip install --quiet --python .venv/bin/python --require-hashes -r requirements/dev.txt
"$uv" pip install --quiet --python .venv/bin/python --require-hashes --no-deps -r requirements/data.txt
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . --editable ./runtime_lib
echo "setup: ready; try: .venv/bin/uv run svcgen --help"
