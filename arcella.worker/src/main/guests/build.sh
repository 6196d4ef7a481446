#!/bin/sh
# Builds the training guest with Debian's clang, lld, wasi-libc and libclang-rt-14-dev-wasm32.
set -eu
cd "$(dirname "$0")"
clang --target=wasm32-wasi -Os -Wall -Wextra -s training.c \
    -o ../resources/arcella/worker/internal/child/training.wasm
