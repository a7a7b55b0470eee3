import { sql } from "kysely";
import { expect, test } from "vitest";
import { prepared } from "./prepared.ts";

test("values are bound by name, in the order and as often as the text uses them", () => {
  const statement = prepared<{ b: string; a: number }, never>(
    (p) => sql`SELECT ${p.a}, ${p.b}, ${p.a}, ${"fixed"}`,
  );
  expect(statement.bind({ b: "second", a: 1 })).toMatchObject({
    text: "SELECT $1, $2, $3, $4",
    values: [1, "second", 1, "fixed"],
  });
  expect(statement.bind({ a: 2, b: "x" }).values).toEqual([2, "x", 2, "fixed"]);
});

test("a statement is compiled once and keeps its name, another text has another name", () => {
  let builds = 0;
  const statement = prepared<{ a: number }, never>((p) => {
    builds += 1;
    return sql`SELECT ${p.a}`;
  });
  const names = [statement.bind({ a: 1 }).name, statement.bind({ a: 2 }).name];
  expect([builds, names[0] === names[1]]).toEqual([1, true]);
  expect(prepared<{ a: number }, never>((p) => sql`SELECT 1 + ${p.a}`).bind({ a: 1 }).name).not.toBe(
    names[0],
  );
  expect(names[0]?.length).toBeLessThanOrEqual(63);
});

test("values never become part of the text", () => {
  const statement = prepared<{ name: string }, never>((p) => sql`SELECT ${p.name}`);
  expect(statement.bind({ name: "'; DROP TABLE x; --" })).toMatchObject({
    text: "SELECT $1",
    values: ["'; DROP TABLE x; --"],
  });
});
