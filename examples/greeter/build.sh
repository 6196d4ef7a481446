#!/bin/sh
# Debian: apt install clang lld nodejs; JCO_NODE_MODULES names a node_modules folder with @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"
clang --target=wasm32-unknown-unknown -Os -mbulk-memory -c greeter.c -o greeter.o
wasm-ld --no-entry --strip-all greeter.o -o greeter.core.wasm
node ../component.mjs greeter.core.wasm greeter.wit greeter greeter.wasm
rm greeter.o greeter.core.wasm
