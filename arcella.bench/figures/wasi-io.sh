#!/bin/sh
# Figures of a guest's host calls: file pieces of 64 bytes and 1 MiB, and the clock, by examples/wasi02/figures.c as a core
# module of WASI 0.1 and as a component of 0.2; the first beside Node's own WASI, the second beside jco on Node in the same
# run if JCO_NODE_MODULES names a folder in which @bytecodealliance/jco is installed.
# Usage: wasi-io.sh [FOLDER], the folder whose file system is to be measured; a temporary one otherwise
set -eu
figures=$(cd "${0%/*}" && pwd -P)
guests=$figures/../../examples/wasi02
made=$(mktemp -d ${1:+"$1/wasi-io.XXXXXX"})
trap 'rm -rf "$made"' EXIT
echo "arcella run, 0.1"
"$figures/../../arcella" run --dir "$made::/data" "$guests/figures01.wasm"
if command -v node >/dev/null 2>&1; then
    echo "node $(node --version), 0.1"
    node --no-warnings "$figures/wasi-io.mjs" "$guests/figures01.wasm" "$made"
fi
echo "arcella run, 0.2"
"$figures/../../arcella" run --dir "$made::/data" "$guests/figures.wasm"
if [ -n "${JCO_NODE_MODULES:-}" ]; then
    echo "jco on node $(node --version), 0.2"
    node "$figures/jco-run.mjs" "$guests/figures.wasm" --dir "$made::/data"
fi
