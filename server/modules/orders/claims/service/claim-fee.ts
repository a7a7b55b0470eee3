/** The fee of an exchange: a buyer at fault pays it before the new goods are sent. */
import type { Caller } from "../../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../../platform/errors.ts";
import type { Money } from "../../../../platform/money.ts";
import type { OrdersContext } from "../../context.ts";
import { openClaimStatuses } from "../../contract.ts";
import { addEvent, record } from "../../service/change-order.ts";
import { feeDue } from "../claim.ts";
import * as queries from "../queries.ts";
import { changeClaim } from "./change-claim.ts";

/**
 * `waivedWhy`: null for a fee that was received. A repeat changes nothing. Throws NOT_FOUND, NO_CLAIM_FEE
 * where there is none to pay, or it was settled in the other way.
 */
export const settleFee = (
  orders: OrdersContext,
  claimId: string,
  waivedWhy: string | null,
  by: Caller,
): Promise<queries.ClaimRow> =>
  changeClaim(orders, claimId, null, async ({ trx, order, claim, now }) => {
    const state = waivedWhy === null ? "received" : "waived";
    if (claim.feeState === state) return;
    const isOpen = openClaimStatuses.some((each) => each === claim.status);
    if (!isOpen || claim.feeState !== null || feeDue(claim) === 0) throw new DomainError("NO_CLAIM_FEE");
    const settled = await trx.first(queries.settleFee, { id: claimId, state, note: waivedWhy });
    if (!settled) throw new DomainError("NO_CLAIM_FEE");
    const amount = claim.returnFee;
    await addEvent(trx, order.id, `claim_fee_${state}`, by, now, {
      ...{ claimId, amount },
      ...(waivedWhy !== null && { text: waivedWhy }),
    });
    await record(trx, `claim_fee_${state}`, order, by, now, {
      after: { claimId, amount },
      ...(waivedWhy !== null && { reason: waivedWhy }),
    });
  });

/**
 * A fee that was received and is not due any more was paid back by hand. A repeat with the same reference
 * changes nothing. Throws NOT_FOUND, AMOUNT_MISMATCH for another sum, NO_CLAIM_FEE where none is owed back.
 */
export const payFeeBack = (
  orders: OrdersContext,
  claimId: string,
  { amount, reference }: { readonly amount: Money; readonly reference: string },
  by: Caller,
): Promise<queries.ClaimRow> =>
  changeClaim(orders, claimId, null, async ({ trx, order, claim, now }) => {
    if (claim.feeState === "paid_back" && claim.feeReference === reference) return;
    if (claim.feeState !== "owed_back") throw new DomainError("NO_CLAIM_FEE");
    if (amount.amount !== claim.returnFee || amount.currency !== order.currency)
      throw new DomainError("AMOUNT_MISMATCH");
    if (!(await trx.first(queries.payFeeBack, { id: claimId, reference })))
      throw new DomainError("NO_CLAIM_FEE");
    const facts = { claimId, amount: amount.amount };
    await addEvent(trx, order.id, "claim_fee_paid_back", by, now, { ...facts, text: reference });
    await record(trx, "claim_fee_paid_back", order, by, now, { after: { ...facts, reference } });
  });

/** Throws CLAIM_FEE_DUE while the new goods wait for the fee. */
export function demandFee(claim: queries.ClaimRow): void {
  if (claim.feeState === null && feeDue(claim) > 0)
    throw new DomainError("CLAIM_FEE_DUE", { fee: claim.returnFee });
}
