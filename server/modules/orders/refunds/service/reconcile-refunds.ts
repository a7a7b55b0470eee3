/**
 * Refunds that are not over, although payments may be done with them: the event was lost, or a process of an
 * earlier version carried the refund out. What payments knows is followed like its event; what it does not
 * know is asked for once more. Safe to run twice, and beside the events.
 */
import { after } from "../../../../platform/clock.ts";
import { FIRST_ID } from "../../../../platform/ids.ts";
import type { RefundStep, RefundView } from "../../../payments/contract.ts";
import { refundReason } from "../../../payments/contract.ts";
import type { OrdersContext } from "../../context.ts";
import { listEarning, listUnfinished, type UnfinishedRefund } from "../queries.ts";
import { carryOutRefund } from "./carry-out-refund.ts";
import { followRefund, stateOf } from "./follow-refund.ts";
import { earnAgain } from "./withdraw-refund.ts";

const BATCH = 100;
/** Bounds one run of the job. */
const MAX_BATCHES = 50;
/** Usually the events have done the work by then. */
const UNHEARD_MS = 60_000;
/** For so long what a withdrawal gives back in points is credited again. A repeat credits nothing. */
const EARN_AGAIN_MS = 86_400_000;

/** A job. It reads page after page: one that waits for staff must not keep the later ones waiting. */
export async function reconcileRefunds(orders: OrdersContext): Promise<void> {
  const before = after(orders.clock, -UNHEARD_MS);
  let afterId = FIRST_ID;
  for (let batches = 0; batches < MAX_BATCHES; batches += 1) {
    const page = await orders.db.rows(listUnfinished, { before, afterId, limit: BATCH });
    for (const refund of page) await tryToReconcile(orders, refund);
    const last = page.at(-1);
    if (!last || page.length < BATCH) break;
    afterId = last.id;
  }
  const since = after(orders.clock, -EARN_AGAIN_MS);
  for (const refund of await orders.db.rows(listEarning, { since, limit: BATCH }))
    await tryToEarnAgain(orders, refund);
}

/** Of an earlier version a process takes the event of a withdrawal and does nothing about it. */
async function tryToEarnAgain(orders: OrdersContext, refund: { id: string; orderId: string }): Promise<void> {
  await earnAgain(orders, { refundId: refund.id, orderId: refund.orderId }).catch((err: unknown) => {
    orders.log.error({ err, refund: refund.id }, "what a withdrawn refund had taken was not earned again");
    orders.measures.countReconciled("error");
  });
}

async function tryToReconcile(orders: OrdersContext, refund: UnfinishedRefund): Promise<void> {
  try {
    const outcome = await reconcile(orders, refund);
    if (outcome !== "unchanged") orders.measures.countReconciled(outcome);
  } catch (err) {
    // One refund that cannot be compared now must not keep the others waiting; the next run tries it again.
    orders.log.error({ err, refund: refund.id }, "a refund could not be compared with payments");
    orders.measures.countReconciled("error");
  }
}

async function reconcile(
  orders: OrdersContext,
  refund: UnfinishedRefund,
): Promise<"unchanged" | "followed" | "asked"> {
  const { id, orderId, state, isDue } = refund;
  const reason = refundReason(refund);
  const known = (await orders.payments.refundsOf({ orderId })).findLast((each) => each.reason === reason);
  if (!known) {
    await carryOutRefund(orders, id);
    return "asked";
  }
  const step = stepOf(known);
  if (!isDue && stateOf[step] === state) return "unchanged";
  const wasApproved = known.approved ?? false;
  const moved = { orderId, refundId: known.id, reason, step, wasApproved, by: null, decision: null };
  await followRefund(orders, moved);
  return "followed";
}

const steps: Readonly<Record<Exclude<RefundView["status"], "failed">, RefundStep>> = {
  waiting: "waiting",
  requested: "asked",
  succeeded: "succeeded",
  withdrawn: "withdrawn",
};
const stepOf = ({ status, failure }: RefundView): RefundStep =>
  status === "failed" ? (failure === "REJECTED" ? "rejected" : "failed") : steps[status];
