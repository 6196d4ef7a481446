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
build ledger-traps ledger.c ledger.wit ledger -DEDITION=6 -DTRAPS
build ledger-more ledger.c ledger-more.wit ledger -DEDITION=4 -DCOUNTS
build ledger-v2 ledger.c ledger-v2.wit ledger -DEDITION=5 '-DAMOUNT=u64' '-DTRACK="0.2.0"'
build archive archive.c archive.wit archivist
build ring-left ring.c ring.wit left-hand '-DHERE="left"' '-DTHERE="right"'
build ring-right ring.c ring.wit right-hand '-DHERE="right"' '-DTHERE="left"'
build tally tally.c tally.wit tally
build ring-end ring.c ring.wit end '-DHERE="left"'

consumer() { # NAME SOURCE WIT WORLD PROVIDER-WIT [COMPILER FLAGS]: the provider's package stands in the same text
    { cat "$3"; sed -e 's/^package \(.*\);$/package \1 {/' "$5"; echo '}'; } > both.wit
    name=$1 source=$2 world=$4
    shift 5
    build "$name" "$source" both.wit "$world" "$@"
    rm both.wit
}

consumer till till.c till.wit till ledger.wit
consumer till-v2 till.c till-v2.wit till ledger-v2.wit '-DAMOUNT=u64' '-DTRACK="0.2.0"'
consumer clerk clerk.c clerk.wit clerk archive.wit

sed 's/^world ledger {/&\n  import shop:ring\/left@0.1.0;/' ledger.wit > needs.wit
consumer ledger-needs ledger.c needs.wit ledger ring.wit -DEDITION=7 -DNEEDS
rm needs.wit

sed 's/^world ledger {/&\n  import shop:tally\/marks@0.1.0;/' ledger.wit > tallied.wit
consumer ledger-tallied ledger.c tallied.wit ledger tally.wit -DTALLIED
consumer ledger2-tallied ledger.c tallied.wit ledger tally.wit -DEDITION=2 -DTALLIED
rm tallied.wit
