;; A command that does nothing but return err from wasi:cli/run.
;; Assembled by: node examples/component.mjs failing.wat failing.wasm
(component
  (core module $code
    (func (export "run") (result i32) (i32.const 1)))
  (core instance $core (instantiate $code))
  (func $run (result (result)) (canon lift (core func $core "run")))
  (instance $cli (export "run" (func $run)))
  (export "wasi:cli/run@0.2.12" (instance $cli)))
