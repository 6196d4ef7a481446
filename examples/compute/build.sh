#!/bin/sh
# Debian: apt install clang lld
set -e
cd "$(dirname "$0")"
for guest in sha256 keccak nbody json sort; do
    clang --target=wasm32-unknown-unknown -nostdlib -O2 -mbulk-memory -c "$guest.c" -o "$guest.o"
    wasm-ld --no-entry --strip-all --export=run "$guest.o" -o "$guest.wasm"
    rm "$guest.o"
done
