#!/bin/sh
# Debian: apt install clang lld nodejs; JCO_NODE_MODULES names a node_modules folder with @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"

build() { # NAME SOURCE WIT-FILES WORLD [COMPILER FLAGS]
    name=$1 source=$2 wit=$3 world=$4
    shift 4
    clang --target=wasm32-unknown-unknown -Os -mbulk-memory "$@" -c "$source" -o "$name.o"
    wasm-ld --no-entry --strip-all "$name.o" -o "$name.core.wasm"
    node ../component.mjs "$name.core.wasm" "$wit" "$world" "$name.wasm"
    rm "$name.o" "$name.core.wasm"
}

build ledger ledger.c ledger.wit ledger
build ledger2 ledger.c ledger.wit ledger -DEDITION=2
build ledger-u64 ledger.c ledger-u64.wit ledger -DEDITION=3 '-DAMOUNT=u64'

# The till's world needs the ledger's package beside it, as a package in the same text.
{ cat till.wit; sed -e 's/^package \(.*\);$/package \1 {/' ledger.wit; echo '}'; } > both.wit
build till till.c both.wit till
rm both.wit
