#!/bin/sh
# All figures of workers, groups and limits, as rows for docs/PERFORMANCE.md: starts with and without a spare worker, memory
# of a worker, calls into one beside a bare echo of the same bytes (worker.sh), a thousand modules in twenty groups
# (groups.sh), and what counting fuel and call depth costs (compute.sh). Needs a build
# (mvn package -DskipTests -pl arcella.dist -am, with the AOT caches); takes about eight minutes on two cores.
# Usage: isolation.sh [ROUNDS SECONDS MODULES GROUPS]
set -eu
here=$(cd "${0%/*}" && pwd -P)
date
uptime
sh "$here/worker.sh" "${1:-15}" "${2:-7}"
sh "$here/groups.sh" "${3:-1000}" "${4:-20}"
echo
echo 'processor time in ms, best of 12; plain counts nothing: the deadline alone'
echo
echo '| engine | sha256 | keccak | nbody | json | sort |'
echo '|---|---|---|---|---|---|'
sh "$here/compute.sh" | sed -E 's/^([a-z0-9]+) +/| \1 | /; s/ (sha256|keccak|nbody|json|sort) / /g; s/([0-9])  /\1 | /g; s/$/ |/'
uptime
