#!/bin/sh
# Figures of the container as whole processes: start, idle memory, one command; beside Karaf in the same run if it is
# given. Prints min, median and max of each.
# Usage: container.sh [ROUNDS] [KARAF_DIR KARAF_JAVA_HOME]
#   KARAF_DIR        an unpacked apache-karaf-4.4.10 (mvn dependency:copy
#                    -Dartifact=org.apache.karaf:apache-karaf:4.4.10:tar.gz) with the two commented lines at the end of
#                    etc/users.properties, the user karaf and its group, made effective
#   KARAF_JAVA_HOME  a JDK 17
set -eu
figures_root=$(cd "${0%/*}/../.." && pwd -P)
. "$figures_root/arcella.dist/src/main/lib/jdk.sh"
find_jdk
rounds=${1:-5}
[ $# -gt 0 ] && shift
figures_lib=$figures_root/arcella.dist/target/arcella/lib
exec "$JAVA" -cp "$figures_lib/arcella.alme.jar:$figures_lib/arcella.command.jar:$figures_lib/arcella.error.jar" \
    "$figures_root/arcella.bench/figures/ContainerFigures.java" \
    "$figures_root/arcella.dist/target/arcella" "$rounds" "$@"
