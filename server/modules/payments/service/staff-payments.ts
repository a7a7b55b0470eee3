/** What staff read of payments. It is never cached. */
import type { Static } from "typebox";
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import { FIRST_ID, LAST_ID } from "../../../platform/ids.ts";
import type { AttemptState } from "../attempt.ts";
import type { FindingRow } from "../comparison-queries.ts";
import * as findings from "../comparison-queries.ts";
import { type PaymentsContext, providerOf } from "../context.ts";
import type { AttemptView, ProviderName, RefundAccount } from "../contract.ts";
import { presentPayment } from "../present-for-staff.ts";
import { findRefund } from "../refund-queries.ts";
import * as queries from "../staff-queries.ts";
import type { StaffPayment } from "../staff-schemas.ts";
import { getAttempt } from "./read-attempts.ts";
import { findRefundAccount } from "./refund-account.ts";

export interface PaymentFilter {
  readonly q?: string | undefined;
  readonly status?: AttemptView["status"] | undefined;
  readonly provider?: ProviderName | undefined;
  readonly attention?: queries.Attention | undefined;
  readonly beforeId: string | null;
  readonly limit: number;
}

export async function listForStaff(
  payments: PaymentsContext,
  { q, status, provider, attention, beforeId, limit }: PaymentFilter,
): Promise<Static<typeof StaffPayment>[]> {
  const rows = await payments.db.rows(queries.listPayments[q === undefined ? "all" : "search"], {
    beforeId: beforeId ?? LAST_ID,
    limit,
    state: status ? (status.toUpperCase() as AttemptState) : null,
    provider: provider ?? null,
    attention: attention ?? null,
    q: q ?? "",
    prefix: `${(q ?? "").toUpperCase().replaceAll(/[\\%_]/g, "\\$&")}%`,
  });
  return rows.map((row) => presentPayment(row, isByHand(payments, row.provider)));
}

/** A payment of a provider that the settings do not name any more is shown, too. */
const isByHand = ({ providers }: PaymentsContext, provider: ProviderName): boolean =>
  providers.get(provider)?.isByHand === true;

export async function showPayment(
  payments: PaymentsContext,
  id: string,
): Promise<Static<typeof StaffPayment>> {
  const row = await payments.db.first(queries.findPayment, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return presentPayment(row, isByHand(payments, row.provider));
}

export const listOpenRefunds = (
  { db }: PaymentsContext,
  afterId: string | null,
  limit: number,
): Promise<queries.OpenRefundRow[]> =>
  db.rows(queries.listOpenRefunds, { afterId: afterId ?? FIRST_ID, limit });

const MOST_FINDINGS = 200;

/** The open ones first. */
export const listFindings = ({ db }: PaymentsContext): Promise<FindingRow[]> =>
  db.rows(findings.listFindings, { limit: MOST_FINDINGS });

/** Throws NOT_FOUND for a refund that staff do not pay, or whose account is not known. */
export async function revealAccount(
  payments: PaymentsContext,
  refundId: string,
  by: ActingStaff,
): Promise<RefundAccount> {
  const { db, clock } = payments;
  const refund = await db.first(findRefund, { id: refundId });
  if (!refund) throw new DomainError("NOT_FOUND");
  const { orderId, provider } = await getAttempt(payments, refund.attemptId);
  const account = await findRefundAccount(payments, orderId);
  if (!account || !providerOf(payments, provider).isByHand) throw new DomainError("NOT_FOUND");
  await db.transaction((trx) =>
    recordAction(trx, {
      ...by,
      action: "refund.account_read",
      subject: `refund:${refundId}`,
      after: { order: orderId },
      now: clock.now(),
    }),
  );
  return account;
}
