#!/bin/sh
# Figures of a guest's host calls: file pieces of 64 bytes and 1 MiB, and the clock; beside Node's own WASI in the same
# run if node is on the PATH.
# Usage: wasi-io.sh [FOLDER], the folder whose file system is to be measured; a temporary one otherwise
set -eu
figures=$(cd "${0%/*}" && pwd -P)
made=$(mktemp -d ${1:+"$1/wasi-io.XXXXXX"})
trap 'rm -rf "$made"' EXIT
echo "arcella run"
"$figures/../../arcella" run --dir "$made::/data" "$figures/wasi-io.wasm"
if command -v node >/dev/null 2>&1; then
    echo "node $(node --version)"
    node --no-warnings "$figures/wasi-io.mjs" "$figures/wasi-io.wasm" "$made"
fi
