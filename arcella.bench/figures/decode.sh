#!/bin/sh
# Figures of decoding and validating components; beside wasm-tools on Node in the same run if JCO_NODE_MODULES names a
# folder in which @bytecodealliance/jco is installed.
# Usage: decode.sh
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
# The harness of the conformance suite builds the same bundles; without a folder it only builds.
"$figures_root/arcella.it/conformance.sh" --build
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
"$JAVA" -cp "$(cat "$figures_root/arcella.it/target/conformance.classpath")" \
    "$figures_root/arcella.bench/figures/DecodeFigures.java" "$made"
[ -z "${JCO_NODE_MODULES:-}" ] || node "${0%/*}/decode.mjs" "$made"
