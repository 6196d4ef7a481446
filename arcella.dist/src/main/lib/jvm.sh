# Starts the JVM of one program; sourced after jdk.sh, with arcella_dist set. POSIX sh.

# run_java PROFILE [ARG ...]: replaces this process by the program of that profile (cli, run, daemon).
# The AOT cache beside the distribution, or the one that the daemon trained for another JDK, speeds up the start;
# without either the program just starts slower. ARCELLA_OPTS adds JVM options. train-aot.sh sets ARCELLA_AOT_PROFILE
# and ARCELLA_AOT_OUTPUT to have the program of that profile write a cache when it ends. Doctor sets ARCELLA_AOT_CHECK to
# have nothing done but a look at the cache: 0 if it fits, 4 if there is none, and something else where the JVM refuses it.
run_java() {
    run_profile=$1
    shift
    # What is closed would become some file or socket that Java opens: nothing is read there, and what is written fails.
    if [ -d /dev/fd/ ]; then
        [ -e /dev/fd/0 ] || exec 0</dev/null
        [ -e /dev/fd/1 ] || exec 1</dev/null
        [ -e /dev/fd/2 ] || exec 2</dev/null
    fi
    # Java reads arguments and names of files as the locale has it; in one without any letters but ASCII it would lose the others.
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        '' | C | POSIX)
            [ -z "${LC_ALL-}" ] || export LC_ALL=C.UTF-8
            export LC_CTYPE=C.UTF-8
            ;;
    esac
    run_lib=$arcella_dist/lib
    run_cp=$run_lib/arcella.cli.jar:$run_lib/arcella.alme.jar:$run_lib/arcella.command.jar:$run_lib/arcella.error.jar:$run_lib/msgpack-core.jar
    run_main=arcella.cli.Main
    # A command is over before most methods are worth compiling, or a constructor a method handle of its own.
    run_opts='-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 -Xss512k -Djdk.reflect.useNativeAccessorOnly=true'
    if [ "$run_profile" != cli ]; then
        run_cp=$run_lib/arcella.launcher.jar:$run_lib/org.apache.felix.framework.jar:$run_lib/arcella.wit.jar:$run_lib/arcella.engine.jar:$run_lib/arcella.wasi.jar:$run_lib/arcella.worker.jar:$run_cp:$run_lib/arcella.runtime.jar
        run_main=arcella.launcher.Main
        run_opts='-XX:-DontCompileHugeMethods'
    fi
    # The container's bundles: what the launcher's Distribution lists, and does not exempt.
    [ "$run_profile" != daemon ] ||
        for run_jar in org.osgi.util.function org.osgi.util.promise org.osgi.service.component org.apache.felix.log \
            org.apache.felix.configadmin org.apache.felix.scr arcella.feature org.apache.felix.gogo.runtime jline arcella.shell; do
            run_cp=$run_cp:$run_lib/$run_jar.jar
        done
    # Commands leave nothing in /tmp for the JDK's tools, which find the daemon only.
    [ "$run_profile" = daemon ] || run_opts="$run_opts -XX:-UsePerfData"
    # What the start leaves behind is collected rather than kept in an empty young generation of a hundred megabytes, which
    # does not grow by itself and must be large enough for guests that make garbage; the heap grows when it is needed. What
    # the JVM's compilers needed goes back to the system every five seconds. The framework and DS call by reflection, once each.
    [ "$run_profile" != daemon ] ||
        run_opts="$run_opts -Xms32m -XX:NewSize=12m -XX:TrimNativeHeapInterval=5000 -Djdk.reflect.useNativeAccessorOnly=true"
    run_aot=$arcella_dist/aot/$JDK_BUILD/$run_profile.aot
    [ -r "$run_aot" ] ||
        run_aot=${ARCELLA_HOME:-${HOME:-/nonexistent}/.arcella}/cache/aot/$ARCELLA_BUILD-$JDK_BUILD/$run_profile.aot
    if [ "${ARCELLA_AOT_PROFILE-}" = "$run_profile" ]; then
        run_opts="$run_opts -XX:AOTCacheOutput=$ARCELLA_AOT_OUTPUT"
    elif [ -r "$run_aot" ]; then
        run_opts="$run_opts -XX:AOTCache=$run_aot"
        # Options are split at blanks on purpose: where a path has any, the program starts without the cache.
        case $run_aot in *' '*) run_opts=${run_opts%% -XX:AOTCache=*} ;; esac
    fi
    if [ -n "${ARCELLA_AOT_CHECK-}" ]; then
        case $run_opts in *' -XX:AOTCache='*) ;; *) exit 4 ;; esac
        run_opts="$run_opts -XX:AOTMode=on"
        run_main=-version
        set --
    fi
    # shellcheck disable=SC2086
    exec "$JAVA" -XX:+UseSerialGC -Xlog:disable -Xlog:all=error,aot*=off,cds*=off:stderr $run_opts \
        --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${ARCELLA_OPTS-} \
        "-Darcella.dist=$arcella_dist" "-Darcella.jdk.build=$JDK_BUILD" "-Darcella.build=$ARCELLA_BUILD" -cp "$run_cp" "$run_main" "$@"
}
