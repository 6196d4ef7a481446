#!/bin/sh
# Figures of many small modules in a few groups of workers, as rows for the page; needs a built distribution, and starts
# daemons of its own.
# Usage: groups.sh [MODULES [GROUPS]]
set -eu
figures=$(cd "${0%/*}" && pwd -P)
root=${figures%/*/*}
. "$root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
lib=$root/arcella.dist/target/arcella/lib
exec "$JAVA" -cp "$lib/arcella.alme.jar:$lib/arcella.command.jar:$lib/arcella.error.jar" \
    "$figures/GroupFigures.java" "$root/arcella.dist/target/arcella" "$root" "${1:-1000}" "${2:-20}"
