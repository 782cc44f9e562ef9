// The names that AssemblyScript gives to WebAssembly's numbers, for the editor and `deno check`, which take them for
// numbers of JavaScript. What they really do is the business of AssemblyScript's compiler, which every run asks.

type bool = boolean;
type i8 = number;
type i16 = number;
type i32 = number;
type u8 = number;
type u16 = number;
type u32 = number;
type f32 = number;
type f64 = number;
type isize = number;
type usize = number;
