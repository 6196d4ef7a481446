#!/bin/sh
# Debian: apt install maven openjdk-17-jdk-headless; Maven gets TeaVM.
set -e
cd "$(dirname "$0")"
mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath
javac --release 17 -d target/classes Greeter.java
java -cp "$(cat target/classpath)" Build.java target/classes Greeter greeter.wasm
rm -r target
