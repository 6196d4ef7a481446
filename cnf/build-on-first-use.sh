# Builds the distribution if it is not there; sourced by the root scripts with arcella_root set. POSIX sh.
# Progress goes to standard error, a line per bundle; the whole log to target/first-build.log.

arcella_program=$arcella_root/arcella.dist/target/arcella/bin/arcella
# There from the beginning of a build to its success: a program that is there meanwhile, or after a build that was killed,
# may lack the rest of its distribution.
arcella_unfinished=$arcella_root/target/first-build.unfinished

arcella_built() {
    [ -x "$arcella_program" ] && [ ! -e "$arcella_unfinished" ]
}

arcella_build() {
    . "$arcella_root/cnf/build-jdk.sh"
    find_build_jdk || exit 1
    command -v mvn >/dev/null 2>&1 || {
        echo "arcella: ARC-5002 Maven is needed to build Arcella on first use, and 'mvn' is not on the PATH; install Maven 3.8 or later" >&2
        exit 1
    }
    mkdir -p "$arcella_root/target"
    # One build at a time; the system frees the lock when this shell ends, however it ends.
    exec 9>"$arcella_root/target/first-build.lock"
    if command -v flock >/dev/null 2>&1 && ! flock -n 9; then
        echo "Another program is building Arcella; waiting for it ..." >&2
        flock 9
    fi
    if arcella_built; then
        exec 9>&-
        return
    fi
    : >"$arcella_unfinished"
    arcella_log=$arcella_root/target/first-build.log
    echo "Building Arcella (first use; the log is target/first-build.log) ..." >&2
    # Maven writes the log; its lines are read back for progress. Its status comes by a file, for sh has no pipefail.
    rm -f "$arcella_log.failed"
    { (cd "$arcella_root" && mvn -B -q -Darcella.quick=true -DskipTests -Dspotless.check.skip=true -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.event.ExecutionEventLogger=info \
        -pl arcella.dist -am package </dev/null 2>&1 9>&-) || : >"$arcella_log.failed"; } |
        while IFS= read -r arcella_line; do
            printf '%s\n' "$arcella_line" >&3
            case $arcella_line in
                *'Building arcella'*|*'Building Arcella'*)
                    arcella_line=${arcella_line#*Building } && printf '  %s\n' "$arcella_line" >&2 ;;
            esac
        done 3>"$arcella_log"
    if [ -e "$arcella_log.failed" ] || [ ! -x "$arcella_program" ]; then
        # Without the program the next start builds again, and a build by hand counts as one.
        rm -f "$arcella_log.failed" "$arcella_program" "$arcella_unfinished"
        tail -n 15 "$arcella_log" >&2
        echo "arcella: ARC-5003 the build failed; the whole log is $arcella_log" >&2
        exit 1
    fi
    rm -f "$arcella_unfinished"
    exec 9>&-
    echo "Built." >&2
}

arcella_built || arcella_build
