/** The searches of staff find what a walk through all orders finds, in its order, whatever way they take. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect } from "../../platform/db/db.ts";
import { FIRST_ID, firstIdOf, LAST_ID, newId } from "../../platform/ids.ts";
import { cloneDatabase } from "../../platform/testing/cluster.ts";
import { type FoundOrderRow, find } from "./search-queries.ts";
import { patternOf, patternsOf, rareSearch } from "./search-words.ts";

const database = await cloneDatabase(inject("clusterUrl"));
const db = connect({ url: database.url, size: 1 });
afterAll(async () => {
  await db.close();
  await database.drop();
});

interface Made {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly status: "paid" | "completed";
  readonly titles: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
const START = Date.UTC(2025, 0, 1);
/** Few digits and letters, so that searches meet several orders, and many have windows in common. */
const made: Made[] = fc
  .sample(
    fc.record({
      digits: fc.stringMatching(/^[012]{8}$/),
      tail: fc.stringMatching(/^[0-2AB]{7}$/),
      name: fc.stringMatching(/^[김이][민서][준우]$/),
      email: fc.stringMatching(/^[ab_][0-2]{3,7}$/),
      status: fc.constantFrom("paid" as const, "completed" as const),
      titles: fc.array(fc.constantFrom("머그컵 1", "머그컵 12", "찻잔 2"), { minLength: 1, maxLength: 3 }),
    }),
    { numRuns: 400, seed: 11 },
  )
  .map(({ digits, tail, name, email, status, titles }, at) => {
    // Two years, in which some weeks have many orders and others none.
    const time = new Date(START + Math.floor((at * at) / 250) * DAY_MS + at * 60_000);
    const number = `2${String(at).padStart(5, "0")}-${tail}`;
    const contact = { name, email: `${email}@search.test`, phone: `+8210${digits}` };
    return { id: newId(time), number, ...contact, status, titles };
  });

beforeAll(async () => {
  await db.pool.query(
    `WITH made AS (
       SELECT *, to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) AS at
       FROM jsonb_to_recordset($1) AS each (id uuid, number text, name text, email text, phone text,
         status text, titles text[])
     ), placed AS (
       INSERT INTO orders.orders (id, number, status, cart_id, guest_token_hash, language, contact,
         shipping_address, currency, subtotal, delivery_fee, total, refunded, placed_at, expires_at, paid_at)
       SELECT id, number, status, id, sha256(number::bytea), 'ko',
         jsonb_build_object('name', name, 'email', email, 'phone', phone), '{}', 'KRW', 20000, 3000, 23000, 0,
         at, at, at
       FROM made RETURNING id)
     INSERT INTO orders.lines (id, order_id, position, variant_id, product_id, product_slug, sku, name,
       options, translations, quantity, unit_price)
     SELECT uuidv7(), placed.id, title.position, uuidv7(), uuidv7(), 'cup', 'CUP-' || title.name, title.name,
       '[]', '{}', 1, 10000
     FROM placed JOIN made USING (id)
     CROSS JOIN LATERAL unnest(made.titles) WITH ORDINALITY AS title (name, position)`,
    [JSON.stringify(made)],
  );
});

const wordsOf = ({ number, name, email, phone }: Made) => `${number} ${name} ${email} ${phone}`.toLowerCase();
const fits = (text: string, patterns: readonly string[]) =>
  patterns.some((pattern) => text.includes(pattern.slice(1, -1).replaceAll(/\\(.)/g, "$1")));

type Kind = keyof typeof find;
interface Asked {
  readonly kind: Kind;
  readonly q: string;
  readonly patterns: string[];
  readonly pattern: string;
  readonly windows: number[];
}
function meant({ kind, q, patterns, pattern, windows }: Asked, order: Made): boolean {
  if (kind === "byNumber") return order.number === q;
  if (kind === "byEmail") return order.email === q;
  if (kind === "byPhone") return order.phone === q;
  if (kind === "bySku") return order.titles.some((title) => `CUP-${title}` === q);
  if (kind === "byName") return order.name.startsWith(q);
  if (kind === "byTitles") return order.titles.some((title) => fits(title, [pattern]));
  if (kind === "byWindow") return windows.every((each) => wordsOf(order).includes(fourDigits(each)));
  return fits(wordsOf(order), patterns);
}
const fourDigits = (window: number) => String(window).padStart(4, "0");

const asked = (kind: Kind, q: string): Asked => ({
  kind,
  q,
  patterns: [],
  pattern: patternOf(q),
  windows: [],
});
const byPart = (small: string): Asked => {
  const { kind, windows } = rareSearch(small);
  return { kind, q: "", patterns: patternsOf(small), pattern: "", windows };
};
const anOrder = fc.constantFrom(...made);
const part = (text: string) =>
  fc.tuple(fc.nat(text.length - 3), fc.integer({ min: 3, max: 9 })).map(([from, size]) => {
    const found = text.slice(from, from + size);
    return found.length < 3 ? text.slice(-3) : found;
  });
const searches: fc.Arbitrary<Asked> = fc.oneof(
  fc.stringMatching(/^[-(]?[0-2]{4}\)?$/).map(byPart),
  fc.stringMatching(/^[0-2]{5,8}$/).map(byPart),
  anOrder.chain((order) => part(wordsOf(order))).map(byPart),
  anOrder.map(({ number }) => asked("byNumber", number)),
  anOrder.map(({ email }) => asked("byEmail", email)),
  anOrder.map(({ phone }) => asked("byPhone", phone)),
  fc.constantFrom("CUP-머그컵 1", "CUP-머그컵 12", "CUP-찻잔 2").map((sku) => asked("bySku", sku)),
  fc.constantFrom("김민", "이서", "박").map((name) => asked("byName", name)),
  fc.constantFrom("머그", "컵 12", "잔", "접시").map((title) => asked("byTitles", title)),
);
const moment = fc.integer({ min: -10, max: 800 }).map((day) => firstIdOf(new Date(START + day * DAY_MS)));
const pages = fc.record({
  fromId: fc.oneof(fc.constant(FIRST_ID), moment),
  untilId: fc.oneof(fc.constant(LAST_ID), moment),
  beforeId: fc.oneof(
    fc.constant(LAST_ID),
    anOrder.map(({ id }) => id),
  ),
  status: fc.constantFrom(null, "paid" as const, "completed" as const),
  limit: fc.integer({ min: 1, max: 21 }),
  most: fc.constantFrom(-1, 2, 20, 500),
});

test("every way finds the same orders as a walk through all, with their numbers", async () => {
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(searches, pages, async ({ kind, ...search }, page) => {
      const rows: FoundOrderRow[] = await db.rows(find[kind], { ...search, ...page });
      const all = made.filter((order) => meant({ kind, ...search }, order)).toReversed();
      const inDays = all.filter(({ id }) => id >= page.fromId && id < page.untilId);
      const ids = inDays
        .filter(({ id, status }) => id < page.beforeId && (page.status ?? status) === status)
        .slice(0, page.limit)
        .map(({ id }) => id);
      expect(rows.flatMap(({ id }) => id ?? [])).toEqual(ids);
      const counts: Record<string, number> = {};
      for (const { status } of inDays) counts[status] = (counts[status] ?? 0) + 1;
      const [first] = rows;
      expect(first?.counts).toEqual(inDays.length > page.most ? null : counts);
      expect(first?.anywhere).toBe(all.length > 0);
      if (ids.length > 1) checked += 1;
    }),
    { numRuns: 600, seed: 5 },
  );
  expect(checked).toBeGreaterThan(100);
});

test("a shop without orders walks through no period", async () => {
  await db.pool.query("BEGIN");
  await db.pool.query("TRUNCATE orders.orders CASCADE");
  const page = { fromId: FIRST_ID, untilId: LAST_ID, beforeId: LAST_ID, status: null, limit: 1, most: 1 };
  const rows = await db.rows(find.byWindow, { ...byPart("1234"), ...page });
  expect(rows).toMatchObject([{ id: null, anywhere: false, counts: {} }]);
  await db.pool.query("ROLLBACK");
});
