#!/bin/sh
# Figures of arcella-cli: one command as a whole process, against a daemon of its own. Prints min, median and max.
# Usage: cli.sh [ROUNDS]
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
exec "$JAVA" "$figures_root/arcella.bench/figures/CliFigures.java" "$figures_root/arcella.dist/target/arcella" "${1:-20}"
