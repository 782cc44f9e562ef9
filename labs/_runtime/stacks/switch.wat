;; The switch: Wasm code that keeps suspended stacks in a table, and resumes them one at a time.
;;
;; A continuation (`cont`) is a stack that does not run: a reference, like that to a function. Three instructions do it all.
;;   cont.new   makes one from a function: nothing has run on it yet.
;;   resume     runs it on top of the caller, until it ends or suspends.
;;   suspend    (in ask.wat) stops the stack it is on, up to the `resume` below it that handles its tag, and hands that
;;              `resume` what is left of the stack: a new continuation. Each can be resumed once.
;;
;; A tag is to `suspend` what the type of an exception is to `throw`: it says what travels. The difference to an exception
;; is that the frames in between stay, so that there is a way back.
;;
;; What it leaves out: `switch`, which goes from one stack straight to another without coming back here.
;;
;; Phase 3 as a proposal; in V8 behind `--experimental-wasm-wasmfx`.
;; Source: https://github.com/WebAssembly/stack-switching, proposals/stack-switching/Explainer.md.
(module
  ;; WebAssembly.JSTag: a JavaScript error, thrown in Wasm.
  (import "JavaScript" "error" (tag $error (param externref)))

  ;; What stands at the bottom of a stack takes an i32 and returns one. So does a question on the way: it asks with an i32
  ;; and goes on with one. So a stack that has not begun and one that waits for its answer are of one type.
  (type $entry (func (param i32) (result i32)))
  (type $stack (cont $entry))

  ;; To suspend: which call it is, and its question. To go on: the answer.
  (tag $ask (export "ask") (param i32 i32) (result i32))

  ;; Stacks by number. A number whose stack runs, or has ended, holds null.
  (table $stacks 16 (ref null $stack))

  ;; After a turn: the call that suspended the stack, or -1 when it has returned.
  (global $call (mut i32) (i32.const -1))
  (func (export "lastCall") (result i32) (global.get $call))

  ;; A new stack with nothing on it but the call of `entry`, which has not begun.
  (func (export "create") (param $number i32) (param $entry (ref $entry))
    (if (i32.ge_u (local.get $number) (table.size $stacks))
      (then (drop (table.grow $stacks (ref.null $stack) (table.size $stacks)))))
    (table.set $stacks (local.get $number) (cont.new $stack (local.get $entry))))

  ;; Runs a stack until it asks or returns; gives the question, or the result.
  (func $resume (export "resume") (param $number i32) (param $value i32) (result i32)
    (block $asked (result i32 i32 (ref null $stack))
      (resume $stack (on $ask $asked) (local.get $value) (call $take (local.get $number)))
      (global.set $call (i32.const -1))
      (return))
    ;; Here, on the operand stack: the call, the question, and what is left of the stack.
    (local.get $number)
    (call $keep))

  ;; The same, but the suspended call throws instead of returning.
  (func (export "throw") (param $number i32) (param $thrown externref) (result i32)
    (block $asked (result i32 i32 (ref null $stack))
      (resume_throw $stack $error (on $ask $asked) (local.get $thrown) (call $take (local.get $number)))
      (global.set $call (i32.const -1))
      (return))
    (local.get $number)
    (call $keep))

  ;; A scheduler that is Wasm itself: each of the stacks before `count` that waits goes on, one after the other, and is told
  ;; `value`. Gives how many wait after that.
  (func (export "round") (param $count i32) (param $value i32) (result i32)
    (local $number i32)
    (local $waiting i32)
    (loop $next
      (if (i32.lt_u (local.get $number) (local.get $count))
        (then
          (if (i32.eqz (ref.is_null (table.get $stacks (local.get $number))))
            (then
              (drop (call $resume (local.get $number) (local.get $value)))
              (local.set $waiting (i32.add (local.get $waiting) (i32.ge_s (global.get $call) (i32.const 0))))))
          (local.set $number (i32.add (local.get $number) (i32.const 1)))
          (br $next))))
    (local.get $waiting))

  ;; Out of the table: a continuation is used up by resuming it.
  (func $take (param $number i32) (result (ref null $stack))
    (local $taken (ref null $stack))
    (local.set $taken (table.get $stacks (local.get $number)))
    (table.set $stacks (local.get $number) (ref.null $stack))
    (local.get $taken))

  ;; Back into the table, until its answer comes.
  (func $keep (param $call i32) (param $question i32) (param $rest (ref null $stack)) (param $number i32) (result i32)
    (global.set $call (local.get $call))
    (table.set $stacks (local.get $number) (local.get $rest))
    (local.get $question))
)
