/**
 * The nightly comparison of our ledger with each provider's list, in both directions.
 *
 * Always: what is missing here is read from the provider and passes the reducer, like any evidence; the
 * comparison itself books nothing. What still differs is a finding, which a later comparison of the day
 * resolves. Safe to run twice.
 */
import {
  boundsOf,
  type DaySums,
  differencesOf,
  type LedgerDifference,
  lastCompleteDay,
  sumsOf,
} from "../comparison.ts";
import * as queries from "../comparison-queries.ts";
import type { PaymentsContext } from "../context.ts";
import type { PaymentProvider } from "../provider.ts";
import { findByProviderOrder } from "../queries.ts";
import { askProvider } from "./store-snapshot.ts";

/** Days with findings that are compared again, beside the last one. */
const MOST_DAYS = 31;

/** A job. A provider that cannot be read now is compared by the next run. */
export async function comparePayments(payments: PaymentsContext): Promise<void> {
  const { db, clock, log, providers } = payments;
  const day = lastCompleteDay(clock.now());
  for (const provider of providers.values()) {
    if (!provider.listMovements) continue;
    const due = await db.rows(queries.findDays, { provider: provider.name, day, limit: MOST_DAYS });
    for (const each of due)
      await compareDay(payments, provider, each.day).catch((err: unknown) => {
        // One day or provider that cannot be compared must not keep the others waiting.
        log.error({ err, provider: provider.name, day: each.day }, "a day could not be compared");
      });
  }
}

async function compareDay(payments: PaymentsContext, provider: PaymentProvider, day: string): Promise<void> {
  const { db, clock, log } = payments;
  const { from, to } = boundsOf(day);
  const listed = await provider.listMovements?.(from, to);
  if (listed?.kind !== "listed")
    return log.warn({ provider: provider.name, day, code: listed?.code }, "a provider's list cannot be read");
  const theirs = sumsOf(listed.movements);
  const readOurs = () => db.rows(queries.sumLedger, { provider: provider.name, from, to });
  const first = differencesOf(await readOurs(), theirs);
  const findings = first.length === 0 ? [] : await askAgain(payments, provider, first, theirs, readOurs);
  const stored = await db.rows(queries.storeFindings, {
    provider: provider.name,
    day,
    findings: JSON.stringify(findings),
    now: clock.now(),
  });
  const news = stored.filter(({ isNew }) => isNew);
  if (news.length > 0)
    log.error({ provider: provider.name, day, findings: news }, "our ledger is not the provider's");
}

/** Asks the provider about each payment that differs. Returns what differs after that. */
async function askAgain(
  payments: PaymentsContext,
  provider: PaymentProvider,
  found: readonly LedgerDifference[],
  theirs: readonly DaySums[],
  readOurs: () => Promise<DaySums[]>,
): Promise<LedgerDifference[]> {
  for (const providerOrderId of new Set(found.map((each) => each.providerOrderId))) {
    const attempt = await payments.db.first(findByProviderOrder, {
      provider: provider.name,
      providerOrderId,
    });
    if (attempt) await askProvider(payments, attempt);
  }
  return differencesOf(await readOurs(), theirs);
}
