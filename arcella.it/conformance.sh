#!/bin/sh
# conformance.sh [--verbose] DIR: runs every converted test script (JSON as `wasm-tools json-from-wast` writes it) below
# DIR, prints a line for each and the sum last. Ends with 1 if anything failed. Builds what it needs on first use, and
# again after a source has changed; with --build in place of DIR it does nothing else.
set -u
it_folder=$(cd "${0%/*}" && pwd -P) || exit 2
root=${it_folder%/*}
. "$root/arcella.dist/src/main/lib/jdk.sh"
find_jdk || exit 2

classpath_file=$it_folder/target/conformance.classpath
log=$it_folder/target/conformance-build.log
sources="$root/arcella.error/src/main $root/arcella.wit/src/main $root/arcella.engine/src/main $it_folder/src/main $it_folder/pom.xml"

is_current() {
    [ -r "$classpath_file" ] && [ -z "$(find $sources -type f -newer "$classpath_file" | head -n 1)" ]
}

if ! is_current; then
    mkdir -p "$it_folder/target"
    # Maven does not see that a module it depends on was compiled anew by another command; without these it compiles all.
    rm -rf "$root/arcella.engine/target/maven-status" "$it_folder/target/maven-status"
    (cd "$root" && mvn -B -q -Dspotless.check.skip=true -pl arcella.it -am \
        process-classes dependency:build-classpath -Dmdep.includeScope=compile \
        -Dmdep.outputFile=target/conformance.classpath) >"$log" 2>&1 || {
        rm -f "$classpath_file"
        tail -n 15 "$log" >&2
        echo "conformance: the build failed; the whole log is $log" >&2
        exit 2
    }
    touch "$classpath_file"
fi
[ "${1:-}" != --build ] || exit 0
exec "$JAVA" -cp "$it_folder/target/classes:$(cat "$classpath_file")" arcella.it.conformance.Conformance "$@"
