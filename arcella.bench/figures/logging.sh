#!/bin/sh
# Figures of the log: what a module that prints for ever costs others, and how much of it is kept; needs a built distribution, and
# starts a daemon of its own.
# Usage: logging.sh
set -eu
figures=$(cd "${0%/*}" && pwd -P)
root=${figures%/*/*}
. "$root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
lib=$root/arcella.dist/target/arcella/lib
exec "$JAVA" -cp "$lib/arcella.alme.jar:$lib/arcella.command.jar:$lib/arcella.error.jar" \
    "$figures/LoggingFigures.java" "$root/arcella.dist/target/arcella" "$root"
