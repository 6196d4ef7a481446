#!/bin/sh
# npm install @bytecodealliance/jco (JCO_NODE_MODULES names its node_modules)
set -e
cd "$(dirname "$0")"
component=../../../../../../../../examples/component.mjs
for name in provider consumer; do
    node $component $name.wat $name.core.wasm
    node $component $name.core.wasm foreign.wit $name $name.wasm
    rm $name.core.wasm
done
