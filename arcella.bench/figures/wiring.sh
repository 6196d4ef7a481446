#!/bin/sh
# Figures of modules that are wired to each other; needs a built distribution, and starts a daemon of its own.
# Usage: wiring.sh [--assemble]    with it, callee.wasm and caller.wasm are made from their texts instead, by jco
set -eu
figures=$(cd "${0%/*}" && pwd -P)
root=${figures%/*/*}
if [ "${1:-}" = --assemble ]; then
    for name in callee caller; do
        node "$root/examples/component.mjs" "$figures/$name.wat" "$figures/$name.wasm"
    done
    exit
fi
. "$root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
lib=$root/arcella.dist/target/arcella/lib
exec "$JAVA" -cp "$lib/arcella.alme.jar:$lib/arcella.command.jar:$lib/arcella.error.jar" \
    "$figures/WiringFigures.java" "$root/arcella.dist/target/arcella" "$root"
