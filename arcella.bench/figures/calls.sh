#!/bin/sh
# Figures of calls between Java and a component, by JMH, and beside it the same component through jco on Node in the same
# run, if JCO_NODE_MODULES names a node_modules that holds @bytecodealliance/jco. Calls per second.
# Usage: calls.sh [JMH ARGUMENT...]
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
(cd "$figures_root" && mvn -B -q -Pbench -pl arcella.bench -am package -DskipTests)
here="$figures_root/arcella.bench/target"
"$JAVA" -Dexamples="$figures_root/examples" \
    -cp "$here/classes:$figures_root/arcella.engine/target/classes:$figures_root/arcella.wit/target/classes:$figures_root/arcella.error/target/classes:$here/lib/*" \
    org.openjdk.jmh.Main -jvmArgsPrepend "-Dexamples=$figures_root/examples" "$@"
if [ -n "${JCO_NODE_MODULES:-}" ]; then
    node "$figures_root/arcella.bench/figures/calls.mjs" "$figures_root/examples/binding/binding.wasm" "$here/jco"
fi
