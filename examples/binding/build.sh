#!/bin/sh
# Debian: apt install clang lld; npm install @bytecodealliance/jco (JCO_NODE_MODULES names its node_modules)
set -e
cd "$(dirname "$0")"
clang --target=wasm32-unknown-unknown -nostdlib -O2 -mbulk-memory -c binding.c -o binding.o
wasm-ld --no-entry --strip-all binding.o -o binding.core.wasm
node build.mjs binding.core.wasm binding.wit binding.wasm
rm binding.o binding.core.wasm
