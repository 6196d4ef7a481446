#!/bin/sh
# Reads, prints and reads back the WIT of every WASI release.
#   wasi-corpus.sh WASI        WASI is a clone of github.com/WebAssembly/WASI with its tags
# Needs the module built: mvn -q -pl arcella.wit -am test-compile
set -eu
wasi=${1:?"usage: wasi-corpus.sh WASI-CLONE"}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../arcella.dist/src/main/lib/jdk.sh"
find_jdk || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A release keeps each package in its own folder. Give each package the others of its release as deps.
assemble() { # tag, folder of packages, the folder in each package that has its WIT
    git -C "$wasi" archive "$1" "$2" | tar -x -C "$work/src"
    for package in "$work/src/$2"/*; do
        name=$(basename "$package")
        [ -d "$package/$3" ] || continue
        target="$work/$1-$(echo "$3" | tr -dc 'a-z0-9.')-$name"
        mkdir -p "$target/deps"
        cp "$package/$3"/*.wit "$target/"
        for other in "$work/src/$2"/*; do
            [ "$other" != "$package" ] && [ -d "$other/$3" ] || continue
            mkdir "$target/deps/$(basename "$other")"
            cp "$other/$3"/*.wit "$target/deps/$(basename "$other")/"
        done
    done
    rm -rf "$work/src"/*
}

# Adds the packages of one more release, but one, to the deps of every package of a release.
also() { # tag, tag to add, the folder of its packages, the package to leave out
    git -C "$wasi" archive "$2" "$3" | tar -x -C "$work/src"
    for target in "$work/$1"-*; do
        for other in "$work/src/$3"/*/; do
            [ "$(basename "$other")" != "$4" ] || continue
            mkdir "$target/deps/$2-$(basename "$other")"
            cp "$other"/*.wit "$target/deps/$2-$(basename "$other")/"
        done
    done
    rm -rf "$work/src"/*
}

mkdir "$work/src"
for tag in $(git -C "$wasi" tag --list 'v0.*'); do
    if git -C "$wasi" cat-file -e "$tag:proposals/cli/wit" 2>/dev/null; then
        assemble "$tag" proposals wit
    elif git -C "$wasi" cat-file -e "$tag:wasip2" 2>/dev/null; then
        assemble "$tag" wasip2 .
    else
        assemble "$tag" preview2 .
    fi
    if git -C "$wasi" cat-file -e "$tag:proposals/cli/wit-0.3.0-draft" 2>/dev/null; then
        assemble "$tag" proposals wit-0.3.0-draft
    fi
done
# Release 0.2.4 has wasi:http@0.2.3, which uses the other packages of 0.2.3.
also v0.2.4 v0.2.3 wasip2 http
rmdir "$work/src"
"$JAVA" \
    -cp "$here/target/classes:$here/target/test-classes:$here/../arcella.error/target/classes" \
    arcella.wit.text.WitCorpus "$work"/*
