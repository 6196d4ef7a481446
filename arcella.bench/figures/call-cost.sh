#!/bin/sh
# What a call between Java and a component costs: nanoseconds of the process's processor time, which other work on the
# machine changes less than the time by the clock. And beside it the same component through jco on Node in the same run, if
# JCO_NODE_MODULES names a node_modules that holds @bytecodealliance/jco.
# Usage: call-cost.sh [NAME...]    all calls, or those named, such as greetLong megabyte
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
(cd "$figures_root" && mvn -B -q -Pbench -pl arcella.bench -am package -DskipTests)
here="$figures_root/arcella.bench/target"
# The collector is that of all of Arcella's processes.
"$JAVA" -XX:+UseSerialGC -XX:-DontCompileHugeMethods --sun-misc-unsafe-memory-access=allow \
    -Dexamples="$figures_root/examples" \
    -cp "$here/classes:$figures_root/arcella.engine/target/classes:$figures_root/arcella.wit/target/classes:$figures_root/arcella.error/target/classes:$here/lib/*" \
    arcella.bench.CallCost "$@"
if [ -n "${JCO_NODE_MODULES:-}" ]; then
    node "$figures_root/arcella.bench/figures/calls.mjs" "$figures_root/examples/binding/binding.wasm" "$here/jco" \
        processor "$@"
fi
uptime
