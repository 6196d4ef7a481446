#!/bin/sh
# Debian: apt install nodejs. ASC_NODE_MODULES names a node_modules folder with assemblyscript 0.28.20, JCO_NODE_MODULES one
# with @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"
"$ASC_NODE_MODULES/.bin/asc" greeter.ts -O --runtime incremental --use abort= --textFile greeter.wat
# A component's functions have names that AssemblyScript has none for: greetings_greet -> arcella:greeter/greetings@0.1.0#greet.
sed -i -E 's|\(export "(greetings\|calculator)_(\w+)"|(export "arcella:greeter/\1@0.1.0#\2"|' greeter.wat
node ../component.mjs greeter.wat greeter.core.wasm
node ../component.mjs greeter.core.wasm ../greeter/greeter.wit polyglot greeter.wasm
rm greeter.wat greeter.core.wasm
