import { DatabaseSync } from "node:sqlite";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { DataFolderRefused } from "../../../labs/_progress/data_folder_refused.ts";
import { migrate } from "../../../labs/_progress/migrations.ts";

function tablesOf(database: DatabaseSync): unknown[] {
  return database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all().map((row) =>
    row.name
  );
}

Deno.test("migrating twice changes nothing the second time", () => {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const once = tablesOf(database);
  migrate(database);
  assertEquals(tablesOf(database), once);
  database.close();
});

Deno.test("a step that fails leaves the database as it was", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE passes (somebody_elses TEXT)");
  assertThrows(() => migrate(database), Error, "already exists");
  assertEquals(tablesOf(database), ["passes"]);
  assertEquals(database.prepare("PRAGMA user_version").get()?.user_version, 0);
  database.close();
});

Deno.test("a database of a newer version is refused untouched", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("PRAGMA user_version = 99");
  const error = assertThrows(() => migrate(database), DataFolderRefused);
  assertStringIncludes(error.message, "start the newer version");
  database.close();
});
