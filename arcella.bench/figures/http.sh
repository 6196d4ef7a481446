#!/bin/sh
# Figures of outgoing HTTP requests on loopback: the bare client, wasi:http's calls, a guest, and the guest by jco on Node if
# JCO_NODE_MODULES names a folder in which @bytecodealliance/jco is installed, all in the same run.
# Needs a build (mvn package -DskipTests -pl arcella.wasi -am).
set -eu
root=$(cd "${0%/*}/../.." && pwd -P)
path=
for module in error wit engine wasi; do
    path="$path$root/arcella.$module/target/classes:"
done
. "$root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
exec "$JAVA" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "$path" \
    "$root/arcella.bench/figures/HttpFigures.java" "$root"
