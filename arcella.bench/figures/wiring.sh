#!/bin/sh
# Figures of modules that are wired to each other; needs a built distribution, and starts a daemon of its own.
# Usage: wiring.sh [restart [MODULES]]    with it, only the daemon's restart is measured, with 100 modules or that many
#        wiring.sh --assemble             makes callee.wasm and caller.wasm from their texts instead, by jco
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
    "$figures/WiringFigures.java" "$root/arcella.dist/target/arcella" "$root" "$@"
