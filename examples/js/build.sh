#!/bin/sh
# Debian: apt install nodejs; JCO_NODE_MODULES names a node_modules folder with @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"
# What 'jco componentize --backend qjs' runs, with the smaller of its engines. The engine's memory as it is after the script
# has been read goes into the component, and differs in a few bytes from one build to the next.
"$JCO_NODE_MODULES/.bin/componentize-qjs" --wit ../greeter/greeter.wit --world polyglot --js greeter.js \
    --sync --opt-size --stub-wasi --output greeter.wasm
