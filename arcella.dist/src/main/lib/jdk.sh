# Finds a JDK 25 or later; sourced by the programs in bin/, by the root scripts and by the test scripts.
# Sets JAVA (the java program), JDK_HOME and JDK_BUILD (which build it is, for the AOT caches). POSIX sh; no process is
# started, since every arcella-cli call passes through here.

# jdk_of DIR: whether DIR is a JDK of version 25 or later
jdk_of() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    jdk_version= jdk_build=
    while IFS= read -r jdk_line; do
        case $jdk_line in
            JAVA_VERSION=*) jdk_version=${jdk_line#*=\"} jdk_version=${jdk_version%\"} ;;
            JAVA_RUNTIME_VERSION=*) jdk_build=${jdk_line#*=\"} jdk_build=${jdk_build%\"} ;;
            IMPLEMENTOR=*) jdk_vendor=${jdk_line#*=\"} jdk_vendor=${jdk_vendor%\"} ;;
            OS_ARCH=*) jdk_arch=${jdk_line#*=\"} jdk_arch=${jdk_arch%\"} ;;
        esac
    done <"$1/release"
    jdk_major=${jdk_version%%[!0-9]*}
    [ -n "$jdk_major" ] && [ "$jdk_major" -ge 25 ] || return 1
    JDK_HOME=$1 JAVA=$1/bin/java
    JDK_BUILD=${jdk_build:-$jdk_version}-${jdk_arch:-unknown}
}

# find_jdk: sets JAVA and returns 0, or says in one line what was searched and returns 1
find_jdk() {
    if [ -n "${ARCELLA_JAVA_HOME:-}" ]; then
        jdk_of "$ARCELLA_JAVA_HOME" && return 0
        echo "arcella: ARC-5001 ARCELLA_JAVA_HOME=$ARCELLA_JAVA_HOME is no JDK 25 or later; point it at one or unset it" >&2
        return 1
    fi
    [ -n "${JAVA_HOME:-}" ] && jdk_of "$JAVA_HOME" && return 0
    for jdk_dir in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/* \
        "${HOME:-/nonexistent}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        jdk_of "$jdk_dir" && return 0
    done
    # The java on the PATH last: following its links takes a process.
    jdk_path=$(command -v java) && jdk_path=$(readlink -f "$jdk_path" 2>/dev/null) && jdk_of "${jdk_path%/bin/java}" &&
        return 0
    echo "arcella: ARC-5001 no JDK 25 or later found (searched JAVA_HOME, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks, the PATH); install one, such as Temurin 25, or set ARCELLA_JAVA_HOME" >&2
    return 1
}
