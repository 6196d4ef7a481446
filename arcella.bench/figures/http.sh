#!/bin/sh
# Figures of outgoing HTTP requests on loopback: wasi:http's calls beside the bare client in the same run.
# Needs a build (mvn package -DskipTests -pl arcella.wasi -am).
set -eu
root=$(cd "${0%/*}/../.." && pwd -P)
path=
for module in error wit engine wasi; do
    path="$path$root/arcella.$module/target/classes:"
done
exec java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "$path" \
    "$root/arcella.bench/figures/HttpFigures.java"
