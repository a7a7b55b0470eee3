/**
 * The orders of a member that left. Lines and amounts stay in the order. The buyer (contact and address) of a
 * paid order is moved to `orders_archive`, which no route reads, for the five years that the E-Commerce Act
 * demands, and is deleted then. An order that is not finished keeps its buyer until it is: the goods must
 * arrive.
 */
import { after } from "../../../platform/clock.ts";
import { FIRST_ID } from "../../../platform/ids.ts";
import * as queries from "../archive-queries.ts";
import type { OrdersContext } from "../context.ts";
import { anonymousAddress, anonymousContact } from "../former-member.ts";
import { finishedStatuses } from "../order.ts";

const BATCH = 200;
const DAY_MS = 24 * 3_600_000;

/** Safe to run twice. */
export async function forgetMember(orders: OrdersContext, memberId: string): Promise<void> {
  await orders.db.rows(queries.insertFormerMember, { memberId, now: orders.clock.now() });
  await archiveFinished(orders, memberId);
}

async function archiveFinished({ db, clock, payments }: OrdersContext, memberId: string): Promise<number> {
  for (let archived = 0; ; ) {
    const moved = await db.rows(queries.archiveBuyers, {
      memberId,
      statuses: [...finishedStatuses],
      contact: JSON.stringify(anonymousContact),
      shippingAddress: JSON.stringify(anonymousAddress),
      now: clock.now(),
      limit: BATCH,
    });
    archived += moved.length;
    if (moved.length > 0) await payments.forgetReceiptNumbers({ orderIds: moved.map(({ id }) => id) });
    if (moved.length < BATCH) return archived;
  }
}

/** A job: archives orders that were finished since, and deletes buyers after their retention. */
export async function tendArchive(orders: OrdersContext): Promise<void> {
  const archived = await archiveSince(orders);
  const deleted = await deleteOld(orders);
  if (archived + deleted > 0) orders.log.info({ archived, deleted }, "the archive of orders was tended");
}

async function archiveSince(orders: OrdersContext): Promise<number> {
  const { db, clock } = orders;
  const before = after(clock, -DAY_MS);
  let archived = 0;
  for (let afterId = FIRST_ID; ; ) {
    const page = await db.rows(queries.pageFormerMembers, { afterId, limit: BATCH });
    for (const { id } of page) {
      archived += await archiveFinished(orders, id);
      await db.rows(queries.deleteFormerMember, { memberId: id, before });
    }
    const last = page.at(-1);
    if (!last || page.length < BATCH) return archived;
    afterId = last.id;
  }
}

async function deleteOld({ db, clock }: OrdersContext): Promise<number> {
  for (let deleted = 0; ; ) {
    const gone = await db.rows(queries.deleteBuyers, { now: clock.now(), limit: BATCH });
    deleted += gone.length;
    if (gone.length < BATCH) return deleted;
  }
}
