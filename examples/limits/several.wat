;; A core module with tables and memories of its own, for the limits on how many there may be.
(module
  (table 1 funcref)
  (table 2 externref)
  (memory 1)
  (memory 1)
  (func (export "sum") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
