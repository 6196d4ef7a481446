#!/bin/sh
# How long an installed component of 1.2 MB takes to start again; needs a built distribution. Prints median, least and most.
# Usage: start.sh [ROUNDS [DIST]]
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
"$JAVA" "$figures_root/arcella.bench/figures/StartFigures.java" "${2:-$figures_root/arcella.dist/target/arcella}" "${1:-7}"
uptime
