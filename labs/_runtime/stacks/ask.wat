;; A blocking call: what suspends the stack of whoever calls it. One instance for each name under which it is imported.
;;
;; It is an ordinary function to its caller, which may be any number of calls deep. It must be Wasm: a JavaScript frame on
;; the stack cannot be suspended.
(module
  (import "switch" "ask" (tag $ask (param i32 i32) (result i32)))
  ;; Which call this is.
  (import "switch" "call" (global $call i32))
  ;; Told before the stack is suspended, while all of its frames still stand above `resume`.
  (import "switch" "watch" (func $watch))

  (func (export "ask") (param $question i32) (result i32)
    (suspend $ask (global.get $call) (local.get $question)))

  (func (export "askWatched") (param $question i32) (result i32)
    (call $watch)
    (suspend $ask (global.get $call) (local.get $question)))
)
