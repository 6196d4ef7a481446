#!/bin/sh
# Figures of computing in core modules: the five guests of examples/compute on the engine library as it comes and on
# ours, with and without counting, and on Node if there is one. With a module given, also how long it takes to load it
# for the first and, in a new process, the second time.
# Usage: compute.sh [MODULE.wasm]
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
(cd "$figures_root" && mvn -B -q -Dstyle.color=never -pl arcella.engine -am process-classes)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
program() {
    "$JAVA" -XX:-DontCompileHugeMethods --sun-misc-unsafe-memory-access=allow \
        -cp "$figures_root/arcella.engine/target/classes:$figures_root/arcella.error/target/classes" \
        "$figures_root/arcella.bench/figures/ComputeFigures.java" "$@"
}
if [ $# -gt 0 ]; then
    program load "$1" "$made/cache"
    program load "$1" "$made/cache"
fi
# A process each: with two kinds of memory in one, the compiler could not bind calls directly.
for engine in stock plain fuel trusted untrusted; do
    program compute "$engine" "$figures_root/examples/compute"
done
if command -v node >/dev/null; then
    node "${0%/*}/compute.mjs" "$figures_root/examples/compute"
fi
