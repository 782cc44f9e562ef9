/** A kernel for programs in which no call fails: what would be an error's name is thrown instead of returned. */
import { type Errno, isErrno, type Kernel, type Returned } from "../../labs/_runtime/kernel/mod.ts";

/** The calls, with their values alone. */
export type Surely<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...given: infer Given) => infer Value
    ? (...given: Given) => Exclude<Value, Errno>
    : Calls[Name];
};

/** The kernel, without errors; with rings, if it has them. */
export function surely<Calls extends Kernel>(kernel: Calls): Surely<Calls> {
  return new Proxy(kernel, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== "function") return found;
      return (...given: unknown[]): unknown => {
        const returned: Returned<number | object> = Reflect.apply(found, target, given);
        if (isErrno(returned)) throw new Error(`${String(name)} failed with ${returned}`);
        return returned;
      };
    },
  }) as Surely<Calls>;
}
