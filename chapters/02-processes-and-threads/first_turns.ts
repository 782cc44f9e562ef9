import { turns } from "./three_competitors.ts";

for (const { name } of turns(30).slice(0, 5)) console.log(name);
