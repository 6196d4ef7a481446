#!/bin/sh
# Builds the training guests with Debian's clang, lld, wasi-libc and libclang-rt-14-dev-wasm32.
set -eu
cd "$(dirname "$0")"
clang --target=wasm32-wasi -Os -Wall -Wextra -s training.c \
    -o ../resources/arcella/worker/internal/child/training.wasm
# The same as a component of WASI 0.2: npm install @bytecodealliance/jco (JCO_NODE_MODULES names its node_modules).
"$JCO_NODE_MODULES/.bin/jco" new ../resources/arcella/worker/internal/child/training.wasm --wasi-command \
    -o ../resources/arcella/worker/internal/child/training02.wasm
# And one with functions.
cp ../../../../examples/greeter/greeter.wasm ../resources/arcella/worker/internal/child/training-calls.wasm
