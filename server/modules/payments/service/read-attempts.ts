import { DomainError } from "../../../platform/errors.ts";
import type { PaymentsContext } from "../context.ts";
import type { AttemptView } from "../contract.ts";
import { presentAttempt } from "../present.ts";
import * as queries from "../queries.ts";

/** Throws PAYMENT_NOT_FOUND. */
export async function getAttempt({ db }: PaymentsContext, id: string): Promise<queries.AttemptRow> {
  const [attempt] = await db.lookUp(queries.findAttempts, [id]);
  if (!attempt) throw new DomainError("PAYMENT_NOT_FOUND");
  return attempt;
}

export async function latestAttempts({ db }: PaymentsContext, orderIds: string[]): Promise<AttemptView[]> {
  return (await db.rows(queries.findLatest, { orderIds })).map(presentAttempt);
}

/** Sums of captured, refunded and orphaned money of each order, minor units. */
export const sumTotals = ({ db }: PaymentsContext, orderIds: string[]) =>
  db.rows(queries.sumTotals, { orderIds });
