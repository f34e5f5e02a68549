#!/usr/bin/env bash
# The one door: build (the default), test, demo, soak, package, firefox, agree, bench, measure. What Rust can do, Rust does.
set -euo pipefail
cd "$(dirname "$0")"

# One set of features for every native part, so that each crate is built once.
NATIVE=(--features compile,bundle,types)
WASM=(--target wasm32-unknown-unknown --no-default-features)

say() { printf '\n▸ %s\n' "$*" >&2; }
native() { cargo run --quiet "${NATIVE[@]}" --bin "$1" -- "${@:2}"; }

# npm packages of a folder, as its lock file pins them; nothing of them runs at installation.
packages() {
  local stamp="$1/node_modules/.package-lock.json"
  [[ -f $stamp && ! $1/package-lock.json -nt $stamp ]] && return
  say "packages of $1/"
  npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund
}

# Debian's Chromium where none is there. apt failed half-way once and passed with -f: hence the second try.
chromium() {
  local name sudo=() get
  # `type -P` looks for programs only: `command -v` would find this very function.
  for name in "${CANDOR_CHROME:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [[ -n $name ]] && CANDOR_CHROME=$(type -P "$name") && export CANDOR_CHROME && return
  done
  if command -v apt-get >/dev/null; then
    say "no Chromium here: installing Debian's"
    [[ $(id -u) == 0 ]] || sudo=(sudo)
    get=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends)
    "${get[@]}" update || true
    "${get[@]}" install chromium fonts-dejavu-core || "${get[@]}" -f install chromium fonts-dejavu-core || true
  fi
  CANDOR_CHROME=$(type -P chromium) && export CANDOR_CHROME && return
  echo "Please install Chromium or Chrome, or name one in CANDOR_CHROME." >&2
  exit 1
}

# Debian's Firefox, for the one test that runs in it.
firefox() {
  CANDOR_FIREFOX=$(type -P "${CANDOR_FIREFOX:-firefox-esr}" || type -P firefox || true) && export CANDOR_FIREFOX
  [[ -n $CANDOR_FIREFOX ]] && return
  echo "Please install Firefox (apt install firefox-esr), or name one in CANDOR_FIREFOX." >&2
  exit 1
}

# The knowledge pack and the static rules, compiled from pinned packages.
knowledge() {
  packages data
  if [[ ! data/wheels -nt data/requirements.txt ]]; then
    say "packages of data/requirements.txt"
    python3 -m pip download --quiet --no-deps --require-hashes -r data/requirements.txt -d data/wheels
    touch data/wheels
  fi
  say "knowledge"
  native compile-knowledge
}

wasm_target() {
  [[ -d $(rustc --print target-libdir --target wasm32-unknown-unknown) ]] || rustup target add wasm32-unknown-unknown
}

# Wasm, small rather than fast.
small() {
  say "wasm"
  for part in worker pages; do cargo build --release "${WASM[@]}" --features $part --bin candor-$part; done
}

# Wasm, fast rather than small.
fast() {
  # All browsers that it runs in have had SIMD since 2023; it lowers and searches addresses by it.
  RUSTFLAGS='-C target-feature=+simd128' cargo build --profile classifier "${WASM[@]}" --features classifier --bin candor-classifier
  # It is loaded once in some days, and then the worker waits between its slices.
  cargo build --profile classifier "${WASM[@]}" --features lists --bin candor-lists
}

# Runs parts side by side that share nothing but the processor: each ends in minutes of one thread.
together() {
  local running=() part
  trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
  for part; do
    $part &
    running+=($!)
  done
  for part in "${running[@]}"; do wait "$part"; done
}

bundle() {
  say "extension"
  native bundle "$@"
}

build() {
  wasm_target
  together knowledge small fast
  bundle "$@"
}

lint() {
  say "format and lints"
  cargo fmt --check
  cargo clippy --quiet --all-targets "${NATIVE[@]}" -- -D warnings
  # As somebody builds the command line who has read the README.
  cargo check --quiet
  # All four wasms at once: each was built by itself before.
  cargo clippy --quiet "${WASM[@]}" --features worker,classifier,lists,pages --bins -- -D warnings
}

# The JavaScript edge against types made of the Rust ones, and against what wasm-bindgen made.
types() {
  say "types of the JavaScript edge"
  native typescript
  tests/node_modules/.bin/tsc
}

knowledge_and_lint() {
  knowledge
  lint
}

case ${1:-build} in
  build) build ;;
  test)
    chromium
    packages tests
    wasm_target
    together knowledge_and_lint small fast
    bundle
    types
    say "native"
    cargo test "${NATIVE[@]}"
    say "wasm"
    npm --prefix tests run --silent wasm
    say "in Chromium"
    npm --prefix tests run --silent web
    npm --prefix tests run --silent browser
    ;;
  demo) chromium; packages tests; build; node tests/browser/demo.mjs "${@:2}" ;;
  soak) chromium; packages tests; build; cargo build "${NATIVE[@]}" --bin candor; node tests/browser/soak.mjs "${@:2}" ;;
  package) build --package ;;
  firefox) firefox; packages tests; build; npm --prefix tests run --silent firefox ;;
  agree) knowledge; cargo run --quiet "${NATIVE[@]}" --example agree -- dist/knowledge/pack.bin "$(cd "$OLDPWD" && realpath "${2:?FILE}")" ;;
  bench)
    chromium
    packages tests
    packages benches
    build
    cargo build --release --target wasm32-unknown-unknown --manifest-path benches/adblock/Cargo.toml --target-dir target/bench-adblock
    node benches/run.mjs ${2:+"$(cd "$OLDPWD" && realpath "$2")"}
    ;;
  measure) chromium; packages tests; build; node tests/browser/measure.mjs "${@:2}" ;;
  *)
    sed -n 2p "$0" >&2
    exit 2
    ;;
esac
