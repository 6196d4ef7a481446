(component
  (type (export "types") (component
    (export "local:demo/types@1.0.0" (instance
      (type $p' (record (field "x" u32)))
      (export "point" (type $p (eq $p')))
      (export "file" (type $file (sub resource)))
      (export "[constructor]file" (func (param "at" $p) (result (own $file))))
      (export "[method]file.read" (func (param "self" (borrow $file)) (param "n" u32) (result (list u8))))
    ))
  ))
  (type (export "namespace") (component
    (import "local:demo/types@1.0.0" (instance $types
      (type $p' (record (field "x" u32)))
      (export "point" (type $p (eq $p')))
      (export "file" (type (sub resource)))
    ))
    (import "wasi:io/poll@0.2.0" (instance $poll (export "pollable" (type (sub resource)))))
    (alias export $types "point" (type $point))
    (alias export $types "file" (type $file))
    (alias export $poll "pollable" (type $pollable))
    (export "local:demo/namespace@1.0.0" (instance
      (export "point" (type $point' (eq $point)))
      (export "file" (type $file' (eq $file)))
      (export "pollable" (type $pollable' (eq $pollable)))
      (export "open" (func (param "name" string) (param "p" $point') (result (own $file'))))
      (export "wait" (func (param "p" (borrow $pollable'))))
    ))
  ))
  (type (export "the-world") (component
    (export "local:demo/the-world@1.0.0" (component
      (import "local:demo/types@1.0.0" (instance
        (type $p' (record (field "x" u32)))
        (export "point" (type (eq $p')))
        (export "file" (type (sub resource)))
      ))
      (import "log" (func (param "m" string)))
      (export "run" (func))
    ))
  ))
)
