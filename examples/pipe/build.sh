#!/bin/sh
# Debian: apt install clang lld nodejs; JCO_NODE_MODULES names a node_modules folder with @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"
# The WIT of WASI 0.2 comes with jco: packages beside the worlds', in the same text.
wit="$JCO_NODE_MODULES/@bytecodealliance/jco/lib/wit/builtin/0.2.12"
{
    cat pipe.wit
    for package in io clocks random cli filesystem sockets http; do
        sed -e 's/^package \(.*\);$/package \1 {/' "$wit/wasi-$package/package.wit"
        echo '}'
    done
} > all.wit
for guest in mill desk courier; do
    clang --target=wasm32-unknown-unknown -Os -mbulk-memory -fno-builtin -c "$guest.c" -o "$guest.o"
    wasm-ld --no-entry --strip-all "$guest.o" -o "$guest.core.wasm"
    node ../component.mjs "$guest.core.wasm" all.wit "$guest-house" "$guest.wasm"
    rm "$guest.o" "$guest.core.wasm"
done
rm all.wit
