#!/bin/sh
# Debian: apt install clang lld nodejs; JCO_NODE_MODULES names a node_modules folder with @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"
clang --target=wasm32-unknown-unknown -Os -mbulk-memory -c glutton.c -o glutton.o
clang --target=wasm32-unknown-unknown -mreference-types -c table.s -o table.o
wasm-ld --no-entry --strip-all --growable-table glutton.o table.o -o glutton.core.wasm
node ../component.mjs glutton.core.wasm glutton.wit glutton glutton.wasm
rm glutton.o table.o glutton.core.wasm
node ../component.mjs memories.wat memories.wasm
node ../component.mjs several.wat several.wasm
