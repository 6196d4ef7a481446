#!/bin/sh
# Figures of workers: from nothing to a guest's first output, beside the start of an empty Java process, and calls beside a
# bare echo over a Unix socket. Needs a build (mvn package -DskipTests -pl arcella.dist -am).
# Usage: worker.sh [ROUNDS [SECONDS]], of the starts and of each kind of call
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
figures_lib=$figures_root/arcella.dist/target/arcella/lib
figures_path=$figures_root/arcella.worker/target/test-classes
for figures_jar in arcella.error arcella.wit arcella.engine arcella.wasi arcella.worker msgpack-core; do
    figures_path=$figures_path:$figures_lib/$figures_jar.jar
done
# The guests are found from there.
cd "$figures_root/arcella.worker"
exec "$JAVA" -XX:-DontCompileHugeMethods --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -cp "$figures_path" arcella.worker.WorkerBench "${1:-15}" "${2:-7}"
