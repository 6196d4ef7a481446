#!/bin/sh
# Debian: apt install clang lld nodejs; JCO_NODE_MODULES names a node_modules folder with @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"
clang --target=wasm32-unknown-unknown -Os -mbulk-memory -fno-builtin -Wno-incompatible-library-redeclaration -c keeper.c -o keeper.o
wasm-ld --no-entry --strip-all keeper.o -o keeper.core.wasm
# The WIT of WASI 0.2 comes with jco: packages beside the world's, in the same text.
wit="$JCO_NODE_MODULES/@bytecodealliance/jco/lib/wit/builtin/0.2.12"
{
    cat keeper.wit
    for package in io clocks random cli filesystem sockets http; do
        sed -e 's/^package \(.*\);$/package \1 {/' "$wit/wasi-$package/package.wit"
        echo '}'
    done
} > all.wit
node ../component.mjs keeper.core.wasm all.wit keeper keeper.wasm
rm keeper.o keeper.core.wasm all.wit
