#!/bin/sh
# Runs the official WASI test suite, its WASI 0.1 part, against `arcella run`, one process per test.
#
#   arcella.it/wasi-testsuite.sh DIR [NAME…]
#
# DIR is a checkout of https://github.com/WebAssembly/wasi-testsuite at branch prod/testsuite-base, which carries the
# built tests; NAMEs choose among them. ARCELLA names another program than this checkout's. Nothing in DIR is changed.
set -eu
here=$(cd "${0%/*}" && pwd -P)
. "$here/../arcella.dist/src/main/lib/jdk.sh"
find_jdk || exit 1
ARCELLA=${ARCELLA:-$here/../arcella}
export ARCELLA
exec "$JAVA" "$here/wasi-testsuite/WasiTestsuite.java" "$@"
