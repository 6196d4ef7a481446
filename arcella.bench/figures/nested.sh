#!/bin/sh
# Figures of calls from one component to another; beside jco on Node in the same run if JCO_NODE_MODULES names a folder in
# which @bytecodealliance/jco is installed. With --assemble it makes nested.wasm from nested.wat instead, by jco.
# Usage: nested.sh [--assemble]
set -eu
figures=$(cd "${0%/*}" && pwd -P)
root=${figures%/*/*}
if [ "${1:-}" = --assemble ]; then
    exec node "$figures/nested.mjs" "$figures" --assemble
fi
. "$root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
# The harness of the conformance suite builds the same bundles; without a folder it only builds.
"$root/arcella.it/conformance.sh" --build
"$JAVA" -cp "$(cat "$root/arcella.it/target/conformance.classpath")" "$figures/NestedFigures.java" "$figures/nested.wasm"
[ -z "${JCO_NODE_MODULES:-}" ] || node "$figures/nested.mjs" "$figures"
