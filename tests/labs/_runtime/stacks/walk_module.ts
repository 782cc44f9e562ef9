/** A module that walks a tree of depots by plain recursion, and a few that misbehave. */
import { assemble } from "./assemble.ts";

/** Depot `d` has the depots `2d` and `2d + 1` below it, unless `d` is 8 or more. */
const TEXT = `(module
  (import "depots" "countOf" (func $countOf (param i32) (result i32)))
  (import "depots" "error" (tag $error (param externref)))
  (import "depots" "throughJavaScript" (func $throughJavaScript (param i32) (result i32)))

  (func $walk (export "walk") (param $depot i32) (result i32)
    (if (result i32) (i32.ge_u (local.get $depot) (i32.const 8))
      (then (call $countOf (local.get $depot)))
      (else (i32.add
        (call $walk (i32.mul (local.get $depot) (i32.const 2)))
        (call $walk (i32.add (i32.mul (local.get $depot) (i32.const 2)) (i32.const 1)))))))

  (func (export "trapAfterOne") (param $depot i32) (result i32)
    (drop (call $countOf (local.get $depot)))
    (unreachable))
  (func (export "patient") (param $depot i32) (result i32)
    (drop (block $refused (result externref)
      (try_table (catch $error $refused) (return (call $countOf (local.get $depot))))
      (unreachable)))
    (call $countOf (i32.const 100)))
  (func (export "pinned") (param $depot i32) (result i32)
    (call $throughJavaScript (local.get $depot)))
  (func (export "pinnedLater") (param $depot i32) (result i32)
    (drop (call $countOf (local.get $depot)))
    (call $throughJavaScript (local.get $depot)))
  (func $fall (export "fall") (param $depot i32) (result i32)
    (i32.add (call $fall (local.get $depot)) (call $countOf (local.get $depot))))
  (func (export "twoParameters") (param i32 i32) (result i32) (i32.const 0))
  (func (export "noResult") (param i32))
  (global (export "version") i32 (i32.const 1))
)`;

const MODULE = new WebAssembly.Module(assemble(TEXT));

/** An instance whose `countOf` is the given import. */
export function walkInstance(countOf: WebAssembly.ExportValue): WebAssembly.Instance {
  const error = WebAssembly.JSTag as unknown as WebAssembly.ImportValue; // TypeScript's imports know no tags
  const instance: WebAssembly.Instance = new WebAssembly.Instance(MODULE, {
    depots: {
      countOf,
      error,
      throughJavaScript: (depot: number) => (instance.exports.walk as (depot: number) => number)(depot),
    },
  });
  return instance;
}
