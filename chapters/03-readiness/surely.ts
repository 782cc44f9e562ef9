/** A kernel for programs in which no call fails: what would be an error's name is thrown instead of returned. */
import { type Errno, isErrno, type Kernel } from "../../labs/_runtime/kernel/mod.ts";

/** The calls, with their values alone. */
export type Surely<Calls> = {
  readonly [Name in keyof Calls]: Name extends keyof Kernel
    ? (...given: Parameters<Kernel[Name]>) => Exclude<ReturnType<Kernel[Name]>, Errno>
    : Calls[Name];
};

/** The kernel, without errors. */
export function surely<Calls extends Kernel>(kernel: Calls): Surely<Calls> {
  return new Proxy(kernel, {
    get(target, name) {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== "function") return found;
      return (...given: unknown[]): unknown => {
        const returned: unknown = Reflect.apply(found, target, given);
        if (typeof returned === "string" && isErrno(returned as Errno)) {
          throw new Error(`${String(name)} failed with ${returned}`);
        }
        return returned;
      };
    },
  }) as Surely<Calls>;
}
