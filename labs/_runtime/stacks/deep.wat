;; What is measured: `depth` calls on each other, and a loop at the deepest that asks until it is told 0.
(module
  (import "stacks" "ask" (func $ask (param i32) (result i32)))

  (func $deep (export "deep") (param $depth i32) (result i32)
    (local $turns i32)
    (if (i32.gt_s (local.get $depth) (i32.const 1))
      (then (return (i32.add (i32.const 1) (call $deep (i32.sub (local.get $depth) (i32.const 1)))))))
    (loop $again
      (if (call $ask (local.get $turns))
        (then
          (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
          (br $again))))
    (local.get $turns))
)
