# Finds the JDK 25 that builds Arcella: exactly 25, where bin/ runs on any later one. Sourced by build-on-first-use.sh with
# arcella_root set, and run as `sh cnf/build-jdk.sh` by the root pom, for Maven's own words lead elsewhere. POSIX sh.

[ -n "${arcella_root:-}" ] || arcella_root=$(cd "${0%/*}/.." && pwd -P) || exit 1
. "$arcella_root/arcella.dist/src/main/lib/jdk.sh"

# build_jdk_at DIR: whether DIR is a JDK 25
build_jdk_at() {
    jdk_of "$1" && [ "$jdk_major" -eq 25 ]
}

# find_build_jdk: returns 0 if there is one where Maven's toolchains look, else says in one line what was searched
find_build_jdk() {
    build_home=${HOME:-/nonexistent}
    # Who wrote that file has told Maven more than this script knows.
    [ -r "$build_home/.m2/toolchains.xml" ] && return 0
    for build_name in $(env | sed -n 's/^\(JAVA[A-Za-z0-9_]*_HOME\)=.*/\1/p'); do
        eval "build_dir=\$$build_name"
        build_jdk_at "$build_dir" && return 0
    done
    for build_dir in /usr/lib/jvm/* /usr/java/* /usr/jdk/* /opt/java/* \
        "$build_home"/.sdkman/candidates/java/* "$build_home"/.jdks/* "$build_home"/.m2/jdks/* "$build_home"/.gradle/jdks/* \
        "$build_home"/.jenv/versions/* "$build_home"/.jbang/cache/jdks/* "$build_home"/.asdf/installs/* \
        "$build_home"/.asdf/installs/java/* "$build_home"/.jabba/jdk/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$build_home"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        build_jdk_at "$build_dir" && return 0
    done
    # The java that Maven itself may run on.
    build_dir=$(command -v java) && build_dir=$(readlink -f "$build_dir" 2>/dev/null) &&
        build_jdk_at "${build_dir%/bin/java}" && return 0
    echo "arcella: ARC-5004 no JDK 25 to build with (searched JAVA_HOME and other JAVA*_HOME, /usr/lib/jvm, /usr/java, /usr/jdk, /opt/java, ~/.sdkman, ~/.jdks, ~/.m2/jdks, ~/.gradle, ~/.jenv, ~/.jbang, ~/.asdf, ~/.jabba, the PATH); install one, such as Temurin 25, or set JAVA_HOME to one" >&2
    return 1
}

case ${0##*/} in build-jdk.sh) find_build_jdk ;; esac
