;; A component whose imports nobody offers. Assembled by: node examples/component.mjs wants.wat wants.wasm
(component
  (import "test:wants/clock@1.2.0" (instance $clock
    (export "now" (func (result u64)))
    (export "zone" (func (result string)))))
  (import "log" (func (param "line" string))))
