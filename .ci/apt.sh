# Sourced: apt_install WHY PACKAGE... installs with what rights there are, or says what to type and fails.

apt_install() {
  local why="$1" line="sudo apt-get update && sudo apt-get install -y ${*:2}" sudo=()
  shift
  if ! command -v apt-get >/dev/null; then
    printf '%s: install these (names as in Debian): %s\n' "$why" "$*" >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      printf '%s; type:\n  %s\n' "$why" "$line" >&2
      exit 1
    fi
    sudo=(sudo -n)
  fi
  printf '%s; installing %s\n' "$why" "$*"
  local log
  log="$(mktemp)"
  if ! (apt_quietly "$@") >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    printf '%s; apt-get failed (above). Type it yourself:\n  %s\n' "$why" "$line" >&2
    exit 1
  fi
  rm -f "$log"
}

# Runs in a subshell, with `sudo` from above. A policy that says no keeps packages from starting system services: the
# tests start their own. It goes again however this ends.
apt_quietly() {
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap '"${sudo[@]}" rm -f /usr/sbin/policy-rc.d' EXIT
    trap 'exit 1' INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
    "${sudo[@]}" chmod 755 "$policy"
  fi
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update \
    && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}
