#!/bin/sh
# Builds the guest of the hosts' tests with Debian's clang, lld, wasi-libc and libclang-rt-14-dev-wasm32.
set -eu
cd "$(dirname "$0")"
clang --target=wasm32-wasi -O1 -Wall -Wextra -Wno-infinite-recursion -mexec-model=reactor -s probe.c -o probe.wasm
