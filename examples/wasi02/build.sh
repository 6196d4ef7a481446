#!/bin/sh
# The guests that reach WASI 0.2 through the adapter for WASI 0.1, and then those that use it directly.
# Debian: apt install clang lld wasi-libc libclang-rt-14-dev-wasm32 rustc libstd-rust-dev-wasm32
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
jco="$JCO_NODE_MODULES/.bin/jco"
rustc --edition 2021 --target wasm32-wasi -C linker=wasm-ld -C strip=symbols -C opt-level=s -C panic=abort \
    -C link-arg=--export=cabi_realloc rust.rs -o "$work/rust.wasm"
"$jco" new "$work/rust.wasm" --wasi-command -o rust.wasm
"$jco" new ../files/files.wasm --wasi-command -o files.wasm
node build.mjs
clang --target=wasm32-wasi -O2 -Wl,--strip-all figures.c -o figures01.wasm
"$jco" new figures01.wasm --wasi-command -o figures.wasm
