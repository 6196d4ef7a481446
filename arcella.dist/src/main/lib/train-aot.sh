#!/bin/sh
# Makes the AOT caches (JEP 483, 514) of all programs for the JDK that the launch scripts find: one program after the
# other does a small piece of its daily work and leaves what it loaded in its cache.
# Usage: train-aot.sh DIR      caches go to DIR/JDK-BUILD/PROFILE.aot (DIR of a distribution), or, with --flat, to
#                              DIR/PROFILE.aot
# A cache is valid for exactly one build of the JDK; a JVM that it does not fit starts without it.
set -u
arcella_dist=$(cd "${0%/*}/.." && pwd -P) || exit 1
. "$arcella_dist/lib/jdk.sh"
find_jdk || exit 1
train_flat=
[ "${1-}" = --flat ] && train_flat=1 && shift
[ $# = 1 ] || { echo "usage: train-aot.sh [--flat] DIR" >&2; exit 2; }
train_out=$1
[ -n "$train_flat" ] || train_out=$1/$JDK_BUILD
mkdir -p "$train_out" || exit 1
train_tmp=$(mktemp -d) || exit 1
export ARCELLA_HOME="$train_tmp/home" ARCELLA_JAVA_HOME="$JDK_HOME"
train_end() {
    "$arcella_dist/bin/arcella" stop >/dev/null 2>&1
    rm -rf "$train_tmp"
}
trap train_end EXIT
trap 'exit 1' INT TERM

# What is trained is a copy that is gone afterwards: nothing may depend on there being jars where a cache was made, for a
# distribution is unpacked elsewhere. A cache knows its jars by size and time, which the copy keeps.
train_dist=$train_tmp/dist
mkdir -p "$train_dist/examples" || exit 1
for train_part in bin lib features examples/hello; do
    cp -Rp "$arcella_dist/$train_part" "$train_dist/$train_part" || exit 1
done
arcella_dist=$train_dist

# recorded PROFILE COMMAND [ARG ...]: runs the command with its program writing the cache of that profile
recorded() {
    record_profile=$1
    shift
    ARCELLA_AOT_PROFILE=$record_profile ARCELLA_AOT_OUTPUT=$train_tmp/$record_profile.aot "$@" \
        </dev/null >>"$train_tmp/log" 2>&1 || train_failed "$record_profile: $*"
}
train_failed() {
    echo "arcella: no AOT cache, since this failed while training: $1" >&2
    cat "$train_tmp/log" >&2
    exit 1
}
keep() {
    [ -s "$train_tmp/$1.aot" ] || train_failed "$1: the JVM wrote no cache"
    mv "$train_tmp/$1.aot" "$train_out/$1.aot.new" && mv "$train_out/$1.aot.new" "$train_out/$1.aot"
}
hello=$arcella_dist/examples/hello/hello.wasm
cli=$arcella_dist/bin/arcella-cli

recorded run "$arcella_dist/bin/arcella" run "$hello"
keep run

recorded cli "$cli" --train
keep cli

# The class path and options are those of WorkerOptions; a cache fits no others.
train_lib=$arcella_dist/lib
"$JAVA" -XX:+UseSerialGC -XX:-DontCompileHugeMethods -XX:-UsePerfData -XX:+DisableAttachMechanism \
    -XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null -Xlog:disable -Xlog:all=error:stderr \
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    "-XX:AOTCacheOutput=$train_tmp/worker.aot" \
    -cp "$train_lib/arcella.error.jar:$train_lib/arcella.wit.jar:$train_lib/arcella.engine.jar:$train_lib/arcella.wasi.jar:$train_lib/arcella.worker.jar:$train_lib/msgpack-core.jar" \
    arcella.worker.Main --train </dev/null >>"$train_tmp/log" 2>&1 || train_failed "worker --train"
keep worker

recorded daemon "$arcella_dist/bin/arcella" start
train_pid=$(cat "$ARCELLA_HOME/lock")
for train_command in "install $hello" "start hello" "list" "info hello" "logs hello" "remove hello" "status"; do
    # shellcheck disable=SC2086
    "$cli" $train_command </dev/null >>"$train_tmp/log" 2>&1 || train_failed "$train_command"
done
"$arcella_dist/bin/arcella" stop >>"$train_tmp/log" 2>&1 || train_failed stop
# The home is free before the JVM has written its cache.
while kill -0 "$train_pid" 2>/dev/null; do sleep 0.1; done
keep daemon
