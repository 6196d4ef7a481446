# Builds the distribution if it is not there; sourced by the root scripts with arcella_root set. POSIX sh.
# Progress goes to standard error, a line per bundle; the whole log to target/first-build.log.

arcella_built() {
    [ -x "$arcella_root/arcella.dist/target/arcella/bin/arcella" ]
}

arcella_build() {
    . "$arcella_root/arcella.dist/src/main/lib/jdk.sh"
    find_jdk || exit 1
    command -v mvn >/dev/null 2>&1 || {
        echo "arcella: ARC-5002 Maven is needed to build Arcella on first use, and 'mvn' is not on the PATH; install Maven 3.8 or later" >&2
        exit 1
    }
    mkdir -p "$arcella_root/target"
    arcella_log=$arcella_root/target/first-build.log
    echo "Building Arcella (first use; the log is target/first-build.log) ..." >&2
    # Maven writes the log; its lines are read back for progress. Its status comes by a file, for sh has no pipefail.
    rm -f "$arcella_log.failed"
    { (cd "$arcella_root" && mvn -B -q -Darcella.quick=true -DskipTests -Dspotless.check.skip=true -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.event.ExecutionEventLogger=info \
        -pl arcella.dist -am package </dev/null 2>&1) || : >"$arcella_log.failed"; } |
        while IFS= read -r arcella_line; do
            printf '%s\n' "$arcella_line" >&3
            case $arcella_line in
                *'Building arcella'*|*'Building Arcella'*)
                    arcella_line=${arcella_line#*Building } && printf '  %s\n' "$arcella_line" >&2 ;;
            esac
        done 3>"$arcella_log"
    if [ -e "$arcella_log.failed" ] || ! arcella_built; then
        rm -f "$arcella_log.failed"
        tail -n 15 "$arcella_log" >&2
        echo "arcella: ARC-5003 the build failed; the whole log is $arcella_log" >&2
        exit 1
    fi
    echo "Built." >&2
}

arcella_built || arcella_build
