import { FIRST_ID } from "../../platform/ids.ts";
import { findArchiveViolations } from "./archive-queries.ts";
import * as audits from "./audit-queries.ts";
import { findClaimViolations } from "./claims/queries.ts";
import type { OrdersContext } from "./context.ts";
import { anonymousContact } from "./former-member.ts";
import { isPaid } from "./order.ts";
import * as queries from "./queries.ts";

const PAGE = 500;
const MAX_VIOLATIONS = 100;

/**
 * Order invariants: totals and their taxed and tax-free parts, event rows, pieces, one payable order of a
 * cart, the archive, money, coupons, points.
 */
export async function audit(orders: OrdersContext): Promise<string[]> {
  const rows = await orders.db.rows(audits.findOrderViolations, { limit: MAX_VIOLATIONS });
  const violations = rows.map(
    ({ number, status, subtotal, total, sum, lines, discount, reductions, delivery, lastEvent }) =>
      `order ${number}: subtotal ${subtotal} (lines ${lines}), total ${total} (its parts ${sum}), ` +
      `discount ${discount} (reductions ${reductions}, of delivery ${delivery}), ` +
      `status ${status} (last event ${lastEvent})`,
  );
  violations.push(...(await rivalOrders(orders)), ...(await archiveViolations(orders)));
  violations.push(...(await pieceViolations(orders)), ...(await claimViolations(orders)));
  violations.push(...(await taxViolations(orders)));
  for (const compare of [compareMoney, compareCoupons, compareSpent, compareEarned])
    for await (const violation of compare(orders)) {
      if (violations.length >= MAX_VIOLATIONS) return violations;
      violations.push(violation);
    }
  return violations;
}

async function rivalOrders({ db }: OrdersContext): Promise<string[]> {
  const rows = await db.rows(audits.findRivalOrders, { limit: MAX_VIOLATIONS });
  return rows.map(({ cartId, numbers }) => `cart ${cartId} has several payable orders: ${numbers}`);
}

async function pieceViolations({ db }: OrdersContext): Promise<string[]> {
  const rows = await db.rows(audits.findPieceViolations, { limit: MAX_VIOLATIONS });
  return rows.map(({ number }) => `order ${number}: its pieces are not those of its parcels and refunds`);
}

async function taxViolations({ db }: OrdersContext): Promise<string[]> {
  const rows = await db.rows(audits.findTaxViolations, { limit: MAX_VIOLATIONS });
  return rows.map(({ number }) => `order ${number}: its VAT or tax-free part is not that of its total`);
}

async function claimViolations({ db }: OrdersContext): Promise<string[]> {
  const rows = await db.rows(findClaimViolations, { limit: MAX_VIOLATIONS });
  return rows.map(({ number }) => `order ${number}: its lines and refunds are not those of its claims`);
}

async function archiveViolations({ db }: OrdersContext): Promise<string[]> {
  const rows = await db.rows(findArchiveViolations, {
    contact: JSON.stringify(anonymousContact),
    limit: MAX_VIOLATIONS,
  });
  return rows.map(
    ({ number, named }) => `order ${number} is archived, but ${named ? "names its buyer" : "not kept"}`,
  );
}

/** Compares orders with payments, page by page. It may report money that is just being booked. */
async function* compareMoney({ db, payments }: OrdersContext): AsyncGenerator<string> {
  for (let afterId = FIRST_ID; ; ) {
    const page = await db.rows(queries.pageOrders, { afterId, limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    afterId = last.id;
    const totals = await payments.totals({ orderIds: page.map(({ id }) => id) });
    const byOrder = new Map(totals.map((total) => [total.orderId, total]));
    for (const { id, number, status, total, refunded: due, givenBack, paidAt, depositLost } of page) {
      const { captured = 0, reserved = 0, orphaned = 0, refunded = 0, settled } = byOrder.get(id) ?? {};
      // What the shop keeps, when refunds that are under way have been carried out.
      const kept = captured - reserved;
      const paid = isPaid(status);
      // Of a deposit that was taken back staff know; the order keeps none of it.
      const owed = depositLost === null ? total - due : 0;
      if (paid && kept < owed) yield `order ${number} is ${status} but ${kept} of ${total - due} is paid`;
      if (paid && kept > owed) yield `order ${number}: of ${due} to be given back, ${kept - owed} is not`;
      if (!paid && kept > 0) yield `order ${number} is ${status} but ${kept} of its ${total} is paid`;
      if (paid && paidAt === null) yield `order ${number} is ${status} without a time of payment`;
      if (depositLost === null && paidAt !== null && givenBack > refunded)
        yield `order ${number}: ${givenBack} was given back, in payments ${refunded}`;
      if (paidAt !== null && settled !== undefined && givenBack < settled)
        yield `order ${number}: ${settled} was given back in payments, and ${givenBack} is known`;
      if (orphaned > 0) yield `order ${number}: ${orphaned} was paid too late and is not given back`;
    }
  }
}

/** Every committed use of a coupon has a paid order. */
async function* compareCoupons({ db, promotions }: OrdersContext): AsyncGenerator<string> {
  for (let afterId = FIRST_ID; ; ) {
    const page = await promotions.committedOrders({ afterId, limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    afterId = last.orderId;
    const ids = page.map(({ orderId }) => orderId);
    const statuses = new Map(
      (await db.rows(queries.findStatuses, { ids })).map((row) => [row.id, row.status]),
    );
    for (const id of ids) {
      const status = statuses.get(id);
      if (!status || !isPaid(status))
        yield `order ${id} is ${status ?? "not stored"} but its coupons are committed`;
    }
  }
}

/** An order spends in promotions what it says, and has back there what its refunds say. */
async function* compareSpent({ db, promotions }: OrdersContext): AsyncGenerator<string> {
  for (let afterId = FIRST_ID; ; ) {
    const page = await promotions.spentPoints({ afterId, limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    afterId = last.orderId;
    const rows = await db.rows(queries.findStatuses, { ids: page.map(({ orderId }) => orderId) });
    const orders = new Map(rows.map((row) => [row.id, row]));
    for (const { orderId: id, spent, restored } of page) {
      const { status, pointsSpent = 0, pointsRefunded = 0 } = orders.get(id) ?? {};
      if (spent !== pointsSpent || restored !== pointsRefunded)
        yield `order ${id} is ${status ?? "not stored"} with ${pointsSpent} points spent and ` +
          `${pointsRefunded} restored, in promotions ${spent} and ${restored}`;
    }
  }
}

/** What an order earned in promotions is what its money earns; the ledger of a member that left is gone. */
async function* compareEarned({ db, promotions }: OrdersContext): AsyncGenerator<string> {
  for (let afterId = FIRST_ID; ; ) {
    const page = await db.rows(queries.pageOrders, { afterId, limit: PAGE });
    const last = page.at(-1);
    if (!last) return;
    afterId = last.id;
    const rows = await promotions.earnedPoints({ orderIds: page.map(({ id }) => id) });
    const earned = new Map(rows.map((row) => [row.orderId, row.earned]));
    for (const { id, number, status, pointsEarned } of page) {
      const due = status === "completed" ? pointsEarned : 0;
      const got = earned.get(id);
      if (got !== undefined && got !== due) yield `order ${number} earned ${got} points of ${due}`;
    }
  }
}
