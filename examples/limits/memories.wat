;; A component of several core instances, two of them with a memory, for the limits on how many there may be.
(component
  (core module $holder (memory 1))
  (core instance (instantiate $holder))
  (core instance (instantiate $holder))
  (core module $counter (func (export "seven") (result i32) i32.const 7))
  (core instance $it (instantiate $counter))
  (func (export "seven") (result u32) (canon lift (core func $it "seven"))))
