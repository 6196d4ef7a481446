;; Imports a function of another module that takes a stream, which passes, and one that takes a pollable, which does not.
(component
  (import "wasi:io/poll@0.2.0" (instance $po (export "pollable" (type (sub resource)))))
  (alias export $po "pollable" (type $pollable))
  (import "wasi:io/streams@0.2.0" (instance $st
    (export "output-stream" (type (sub resource)))
    (export "input-stream" (type (sub resource)))))
  (alias export $st "output-stream" (type $os))
  (import "demo:pipe/waits@0.1.0" (instance $waits
    (alias outer 1 $os (type $o))
    (export "output-stream" (type $o2 (eq $o)))
    (alias outer 1 $pollable (type $p))
    (export "pollable" (type $p2 (eq $p)))
    (export "put" (func (param "s" (own $o2))))
    (export "wait" (func (param "s" (borrow $p2))))))
  (core module $m (func (export "f") (result i32) (i32.const 1)))
  (core instance $i (instantiate $m))
  (func (export "f") (result u32) (canon lift (core func $i "f")))
)
