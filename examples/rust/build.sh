#!/bin/sh
# Debian: apt install rustc libstd-rust-dev-wasm32 lld nodejs; JCO_NODE_MODULES names a node_modules folder with
# @bytecodealliance/jco 1.35.0.
set -e
cd "$(dirname "$0")"
rustc --edition 2021 --crate-type cdylib --target wasm32-unknown-unknown -C linker=wasm-ld -C opt-level=s -C panic=abort \
    -C strip=symbols greeter.rs -o greeter.core.wasm
node ../component.mjs greeter.core.wasm ../greeter/greeter.wit polyglot greeter.wasm
rm greeter.core.wasm
