;; A component that exports a resource, and a plain function beside it. Assembled by:
;; node examples/component.mjs counter.wat counter.wasm
(component
  (core module $m
    (func (export "one") (result i32) i32.const 1)
    (func (export "read") (param i32) (result i32) local.get 0))
  (core instance $i (instantiate $m))
  (type $counter (resource (rep i32)))
  (core func $new (canon resource.new $counter))
  (core module $make
    (import "" "new" (func $new (param i32) (result i32)))
    (func (export "make") (result i32) (call $new (i32.const 7))))
  (core instance $made (instantiate $make (with "" (instance (export "new" (func $new))))))
  (func $make (result (own $counter)) (canon lift (core func $made "make")))
  (func $read (param "self" (borrow $counter)) (result u32) (canon lift (core func $i "read")))
  (func $one (result u32) (canon lift (core func $i "one")))
  (component $Face
    (import "counter" (type $t (sub resource)))
    (import "make" (func $make (result (own $t))))
    (import "read" (func $read (param "self" (borrow $t)) (result u32)))
    (import "one" (func $one (result u32)))
    (export $out "counter" (type $t))
    (export "make" (func $make) (func (result (own $out))))
    (export "[method]counter.read" (func $read) (func (param "self" (borrow $out)) (result u32)))
    (export "one" (func $one)))
  (instance $face (instantiate $Face
    (with "counter" (type $counter))
    (with "make" (func $make))
    (with "read" (func $read))
    (with "one" (func $one))))
  (export "test:counter/counters@0.1.0" (instance $face)))
