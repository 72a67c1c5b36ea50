# Shared by ./run, ./test and the scripts beside this file. Sourced, never run.

# A new login may not have cargo on its path yet.
PATH="$HOME/.cargo/bin:$PATH"
export PATH

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Can a command be run as root: as it is, or through sudo where that needs no password or somebody is there to type it?
can_be_root() {
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

# Run a command as root.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# apt_install WHY PACKAGE...: say what is installed and why; where that is not possible, stop and say what to type.
apt_install() {
  local why=$1
  shift
  command -v apt-get >/dev/null || die "Missing: $*. $why This is not Debian, so please install the same by hand."
  local by_hand="As root, type this, then start again:
  apt-get update && apt-get install -y --no-install-recommends $*"
  can_be_root || die "Missing: $*. $why
$by_hand"
  say "Installing $* with apt. $why"
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@")
  if ! as_root "${install[@]}" >&2; then
    # A machine that has never looked does not know the packages yet.
    say "Looking for packages first."
    as_root apt-get update -q >&2 && as_root "${install[@]}" >&2 || die "Could not install $*. $by_hand"
  fi
}

# need NEED...: what is missing of each need is installed, all in one step.
#   build      a Rust toolchain, a C compiler (SQLite is built from its source), and npm (for the styles)
#   postgres   a PostgreSQL server
#   lints      rustfmt and clippy
#   browser    Chromium, and a font for it
need() {
  local missing=() whys=() one
  for one in "$@"; do "need_$one"; done
  [ ${#missing[@]} -eq 0 ] || apt_install "${whys[*]}" "${missing[@]}"
}

# missing WHY PACKAGE...: called by each need for what is not there.
missing() {
  whys+=("$1")
  missing+=("${@:2}")
}

need_build() {
  local version
  version=$(rustc --version 2>/dev/null | cut -d ' ' -f 2) || true
  [ -n "$version" ] && command -v cargo >/dev/null && printf '1.95\n%s\n' "$version" | sort -V -C ||
    die "Missing: the Rust toolchain, 1.95 or later${version:+ (this is $version)}. Install it from https://rustup.rs \
and start again."
  if ! command -v cc >/dev/null || ! echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1; then
    missing "SQLite is compiled from its C source." gcc libc6-dev
  fi
  if ! command -v node >/dev/null; then
    missing "The page styles come from an npm package." nodejs npm
  elif ! command -v npm >/dev/null; then
    missing "The page styles come from an npm package." npm
  fi
}

need_lints() {
  if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    command -v rustup >/dev/null || die "Missing: rustfmt and clippy. Install them with the Rust toolchain."
    say "Installing rustfmt and clippy with rustup."
    rustup component add rustfmt clippy || die "Type this, then start again: rustup component add rustfmt clippy"
  fi
}

need_postgres() {
  [ -n "$(postgres_programs)" ] || missing "The same tests run on memory, SQLite and PostgreSQL." postgresql
}

need_browser() {
  printf '20.10\n%s\n' "$(node --version 2>/dev/null | tr -d v)" | sort -V -C ||
    die "Missing: Node 20.10 or later, for the journeys in a browser. Install it from https://nodejs.org and start again."
  [ -x /usr/bin/chromium ] || missing "The journeys run in a real browser." chromium fonts-liberation
}

# Where the newest PostgreSQL server of this machine has its programs, or nothing.
postgres_programs() {
  local newest
  newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -n "$newest" ] && [ -x "$newest/initdb" ]; then
    printf '%s' "$newest"
  elif command -v initdb >/dev/null; then
    dirname "$(readlink -f "$(command -v initdb)")"
  fi
}
