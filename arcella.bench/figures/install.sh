#!/bin/sh
# How long the install of a small component takes that nobody vouches for; needs a built distribution. Prints median, least
# and most. Usage: install.sh [ROUNDS [DIST...]], with several distributions in turn
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
rounds=${1:-10}
[ $# = 0 ] || shift
[ $# != 0 ] || set -- "$figures_root/arcella.dist/target/arcella"
"$JAVA" "$figures_root/arcella.bench/figures/InstallFigures.java" "$figures_root/examples/greeter/greeter.wasm" "$rounds" "$@"
uptime
