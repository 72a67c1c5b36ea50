# Shared by ./run, ./test and the scripts beside this file. Sourced, never run.

# A new login may not have cargo on its path yet.
PATH="$HOME/.cargo/bin:$PATH"
export PATH

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Run a command as root: directly, or through sudo where that needs no password or there is somebody to type it.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    sudo "$@"
  else
    return 126
  fi
}

# apt_install WHY PACKAGE...: say what is installed and why; where that is not possible, say what to type.
apt_install() {
  local why=$1
  shift
  command -v apt-get >/dev/null || die "Missing: $*. $why This is not Debian, so please install the same by hand."
  say "Installing $* with apt. $why"
  local frontend=(env DEBIAN_FRONTEND=noninteractive)
  if ! as_root "${frontend[@]}" apt-get install -y -q --no-install-recommends "$@" >&2; then
    as_root "${frontend[@]}" apt-get update -q >&2 &&
      as_root "${frontend[@]}" apt-get install -y -q --no-install-recommends "$@" >&2 ||
      die "Could not install $*. As root, type: apt-get update && apt-get install $*"
  fi
}

# What every build needs: a Rust toolchain, a C compiler (SQLite is built from its source) and npm (for the styles).
need_build_tools() {
  command -v cargo >/dev/null ||
    die "Missing: the Rust toolchain, 1.95 or later. Install it from https://rustup.rs and start again."
  if ! command -v cc >/dev/null || ! echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1; then
    apt_install "SQLite is compiled from its C source." gcc libc6-dev
  fi
  if ! command -v node >/dev/null; then
    apt_install "The page styles come from an npm package." nodejs npm
  elif ! command -v npm >/dev/null; then
    apt_install "The page styles come from an npm package." npm
  fi
}
