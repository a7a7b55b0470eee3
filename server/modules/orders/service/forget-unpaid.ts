import { after } from "../../../platform/clock.ts";
import { FIRST_ID } from "../../../platform/ids.ts";
import type { OrdersContext } from "../context.ts";
import * as queries from "../unpaid-queries.ts";

const BATCH = 200;
/** Bounds one run of the job. */
const MAX_BATCHES = 500;

/**
 * A job: deletes guests' orders that were closed without a payment, some time after they were placed. An
 * order that payments has money for stays. Money that arrives later is refunded (`consumers.ts`).
 */
export async function forgetUnpaid(orders: OrdersContext): Promise<void> {
  const { db, clock, payments, log, unpaidMs } = orders;
  const before = after(clock, -unpaidMs);
  let deleted = 0;
  let afterId = FIRST_ID;
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const page = await db.rows(queries.pageNeverPaid, { before, afterId, limit: BATCH });
    const last = page.at(-1);
    if (!last) break;
    afterId = last.id;
    const orderIds = page.map(({ id }) => id);
    const totals = await payments.totals({ orderIds });
    const withMoney = new Set(
      totals.filter(({ captured, orphaned }) => captured + orphaned > 0).map(({ orderId }) => orderId),
    );
    const ids = orderIds.filter((id) => !withMoney.has(id));
    deleted += (await db.rows(queries.deleteNeverPaid, { ids })).length;
  }
  if (deleted > 0) log.info({ deleted }, "guests' orders without a payment were deleted");
}
