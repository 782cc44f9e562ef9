import { sent } from "./sent.ts";

console.log(Math.max(...sent.map(({ at }) => at)));
