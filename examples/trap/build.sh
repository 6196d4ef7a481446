#!/bin/sh
# Debian: apt install clang lld wasi-libc libclang-rt-14-dev-wasm32
set -e
cd "$(dirname "$0")"
clang --target=wasm32-wasi -Os -s -Wl,--strip-all trap.c -o trap.wasm
