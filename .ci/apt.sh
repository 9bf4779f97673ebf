# Sourced: apt_install WHY PACKAGE... installs with what rights there are, or says what to type and fails.

apt_install() {
  local why="$1" sudo=()
  shift
  if ! command -v apt-get >/dev/null; then
    printf '%s: install these (names as in Debian): %s\n' "$why" "$*" >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      printf '%s; type:\n  sudo apt-get update && sudo apt-get install -y %s\n' "$why" "$*" >&2
      exit 1
    fi
    sudo=(sudo -n)
  fi
  printf '%s; installing %s\n' "$why" "$*"
  # a policy that says no keeps the packages from starting system services: the tests start their own
  local policy=/usr/sbin/policy-rc.d placed=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$policy" >/dev/null
    "${sudo[@]}" chmod 755 "$policy"
    placed=1
  fi
  local log status=0
  log="$(mktemp)"
  { "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update \
    && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
    >"$log" 2>&1 </dev/null || status=$?
  [ -z "$placed" ] || "${sudo[@]}" rm -f "$policy"
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$log" >&2
    printf '%s; apt-get failed (above). Type it yourself:\n  sudo apt-get update && sudo apt-get install -y %s\n' \
      "$why" "$*" >&2
    exit "$status"
  fi
  rm -f "$log"
}
