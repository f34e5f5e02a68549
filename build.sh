#!/usr/bin/env bash
# The one door: build (the default), test, demo, package, bench, measure. What Rust can do, Rust does.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n▸ %s\n' "$*" >&2; }
tool() { cargo run --quiet --features "$1" --bin "$2" -- "${@:3}"; }

# npm packages of a folder, as its lock file pins them; nothing of them runs at installation.
packages() {
  [[ -f $1/package.json ]] || return 0 # until every part has landed
  local stamp="$1/node_modules/.package-lock.json"
  [[ -f $stamp && ! $1/package-lock.json -nt $stamp ]] || { say "packages of $1/"; npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund; }
}

# Debian's Chromium where none is there. apt failed half-way once and passed with -f: hence the second try.
chromium() {
  local name found sudo=()
  for name in "${CANDOR_CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [[ -n $name ]] && found=$(command -v "$name") && { export CANDOR_CHROME=$found; return; }
  done
  [[ $(id -u) == 0 ]] || sudo=(sudo)
  if command -v apt-get >/dev/null; then
    say "no Chromium here: installing Debian's"
    local get=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends)
    "${get[@]}" update || true
    "${get[@]}" install chromium fonts-dejavu-core || "${get[@]}" -f install chromium fonts-dejavu-core || true
  fi
  CANDOR_CHROME=$(command -v chromium) || { echo "Please install Chromium or Chrome, or name one in CANDOR_CHROME." >&2; exit 1; }
  export CANDOR_CHROME
}

# The knowledge pack and the static rules, compiled from pinned packages.
knowledge() {
  packages data
  [[ -d data/wheels || ! -f data/requirements.txt ]] || { say "pinned data of data/requirements.txt"; python3 -m pip download -q --no-deps --require-hashes -r data/requirements.txt -d data/wheels; }
  say "knowledge"; cargo run --quiet --profile tool --features compile --bin compile-knowledge
}

wasm() {
  say "wasm"
  rustc --print target-libdir --target wasm32-unknown-unknown | xargs test -d || rustup target add wasm32-unknown-unknown
  cargo build --release --target wasm32-unknown-unknown --no-default-features --features worker --bin candor-worker
  cargo build --release --target wasm32-unknown-unknown --no-default-features --features pages --bin candor-pages
}

bundle() { say "extension"; tool bundle bundle "$@"; }
build() { knowledge; wasm; bundle "$@"; }
types() { tool types typescript; packages tests; tests/node_modules/.bin/tsc; }

lint() {
  say "format, lints, types of the JavaScript edge"
  cargo fmt --check
  cargo clippy --quiet --all-targets --features compile,bundle,types -- -D warnings
  for part in worker pages; do
    cargo clippy --quiet --target wasm32-unknown-unknown --no-default-features --features $part --bin candor-$part -- -D warnings
  done
  types
}

run() {
  case $1 in
    build) build ;;
    test)
      chromium; build; lint
      say "native"; cargo test --features compile
      say "in Chromium"; packages tests; npm --prefix tests run --silent web; npm --prefix tests run --silent browser ;;
    demo) chromium; build; packages tests; node tests/browser/demo.mjs "${@:2}" ;;
    package) build --package ;;
    bench) knowledge; cargo bench "${@:2}" ;;
    measure) chromium; build; packages tests; node tests/browser/measure.mjs "${@:2}" ;;
    *) sed -n 2p "$0" >&2; exit 2 ;;
  esac
}

run "${1:-build}" "${@:2}"
