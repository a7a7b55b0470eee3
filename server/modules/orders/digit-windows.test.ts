/** The functions of the database that the indexes of the desk's digits call. */
import fc from "fast-check";
import { afterAll, expect, inject, test } from "vitest";
import { connect } from "../../platform/db/db.ts";
import { FIRST_ID, firstIdOf, LAST_ID } from "../../platform/ids.ts";
import { cloneDatabase } from "../../platform/testing/cluster.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 1 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function windowsOf(words: readonly string[]): Promise<number[][]> {
  const { rows } = await db.pool.query<{ windows: number[] }>(
    `SELECT orders.digit_windows(word) AS windows
     FROM unnest($1::text[]) WITH ORDINALITY AS each (word, place) ORDER BY place`,
    [words],
  );
  return rows.map(({ windows }) => [...new Set(windows)].sort((one, other) => one - other));
}

test("an order's words have each four digits that follow one another", async () => {
  const words = ["261130-DA3FVKT 김장터 kim20245@shop.test +821012345678", "123 45-67", ""];
  expect(await windowsOf(words)).toEqual([
    [123, 245, 1012, 1130, 1234, 2024, 2101, 2345, 2611, 3456, 4567, 5678, 6113, 8210],
    [],
    [],
  ]);
});

const unit = fc.constantFrom(..."0123456789", "0", "1", "-", " ", "a", "김", "٣", "\n");
const texts = fc.sample(fc.string({ unit, maxLength: 40 }), { numRuns: 2_000, seed: 7 });

test("any text has the windows of its runs of digits, and no others", async () => {
  const expected = texts.map((text) => {
    const windows = new Set<number>();
    for (let at = 0; at + 4 <= text.length; at += 1)
      if (/^[0-9]{4}$/.test(text.slice(at, at + 4))) windows.add(Number(text.slice(at, at + 4)));
    return [...windows].sort((one, other) => one - other);
  });
  expect(await windowsOf(texts)).toEqual(expected);
});

test("dated windows are those of the text, each with its period", async () => {
  const numbers = ["1", "123", "1234", "00000", "123456789012", "1234567890123", "9".repeat(30)];
  const { rows } = await db.pool.query<{ plain: number[]; dated: number[] }>(
    `SELECT orders.digit_windows(word) AS plain, orders.dated_windows(835, word) AS dated
     FROM unnest($1::text[]) AS word`,
    [[...texts, ...numbers]],
  );
  const sorted = (windows: readonly number[]) => windows.toSorted((one, other) => one - other);
  for (const { plain, dated } of rows)
    expect(sorted(dated)).toEqual(sorted(plain.map((window) => 8_350_000 + window)));
});

test("a later id is of the same period or a later one, of 25 days", async () => {
  const days = Array.from({ length: 200 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)));
  const ids = [FIRST_ID, ...days.map(firstIdOf), LAST_ID];
  const { rows } = await db.pool.query<{ period: number }>(
    `SELECT orders.period_of(id) AS period
     FROM unnest($1::uuid[]) WITH ORDINALITY AS each (id, n) ORDER BY n`,
    [ids],
  );
  const periods = rows.map(({ period }) => period);
  expect(periods).toEqual(periods.toSorted((one, other) => one - other));
  expect([periods[0], periods.at(-1), new Set(periods).size]).toEqual([0, 2 ** 17 - 1, 2 + 9]);
});
