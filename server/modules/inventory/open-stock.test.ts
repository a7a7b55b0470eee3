import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { prepared } from "../../platform/db/prepared.ts";
import { newId } from "../../platform/ids.ts";
import { startStock } from "./inventory.fixture.ts";

const stock = await startStock();
const other = await stock.replica();
afterAll(() => stock.close());

const findLedger = prepared<{ ids: string[] }, { variantId: string; delta: number; reference: string }>(
  (p) => sql`
    SELECT variant_id AS "variantId", delta, reference FROM inventory.ledger
    WHERE variant_id = ANY (${p.ids}::uuid[])`,
);

test("stock that is opened by many at once, twice and by two processes, is opened once", async () => {
  const openings = Array.from({ length: 100 }, (_, at) => {
    const variantId = newId();
    return { reference: newId(), lines: [{ variantId, sku: `OPEN-${variantId}`, quantity: at }] };
  });
  const twice = [...openings, ...openings.toReversed()];
  await Promise.all([stock.inventory, other].flatMap(({ openStock }) => twice.map(openStock)));
  const expected = openings.flatMap(({ reference, lines }) =>
    lines.map(({ variantId, quantity }) => ({ variantId, delta: quantity, reference })),
  );
  const ids = expected.map(({ variantId }) => variantId);
  const rows = await stock.db.rows(findLedger, { ids });
  expect(rows.toSorted((one, next) => one.delta - next.delta)).toEqual(expected);
  expect(await stock.violations()).toEqual([]);
});
