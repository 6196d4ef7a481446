;; Prints 20 lines at a time, for ever, as fast as it can: what the log's figures are taken beside. A module of WASI 0.1.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; One buffer: where it begins, and its length.
  (data (i32.const 0) "\10\00\00\00\08\02\00\00\00\00\00\00\00\00\00\00"
    "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n"
    "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n"
    "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n"
    "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n"
    "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n" "there is a lot to say now\n")
  (func (export "_start")
    (loop $again
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
      (br $again))))
