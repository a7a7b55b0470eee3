/** Turns claims into API responses. Pure. */
import type { Static } from "typebox";
import type { Language } from "../../../platform/language.ts";
import { type Currency, money } from "../../../platform/money.ts";
import { variantTexts } from "../../catalog/contract/variant.ts";
import { carrierName, trackingUrl } from "../carriers.ts";
import { nameOf } from "../present.ts";
import type { StoredOrder } from "../queries.ts";
import type { Pieces } from "../refund-amounts.ts";
import { type ClaimFault, feeDue, feeOf, isVoid, type ReturnRules } from "./claim.ts";
import { comesBack, type ExchangeOptions } from "./options.ts";
import type { ClaimRow } from "./queries.ts";
import { planReturn, type ReturnPlan } from "./return-amounts.ts";
import type {
  ClaimView,
  ExchangeFee,
  ExchangeOptions as ExchangeOptionsView,
  StaffClaim,
} from "./schemas.ts";
import type { StaffClaimRow } from "./staff-queries.ts";

/** What came back or, before the inspection, what the buyer announced. */
export const piecesOf = ({ lines }: Pick<ClaimRow, "lines">): Pieces[] =>
  lines
    .map(({ lineId, quantity, received }) => ({ lineId, quantity: received ?? quantity }))
    .filter(({ quantity }) => quantity > 0);

export const planOf = (order: StoredOrder, claim: ClaimRow): ReturnPlan =>
  planReturn(order, piecesOf(claim), { fault: claim.fault, fee: feeDue(claim) });

export const presentPlan = (plan: Omit<ReturnPlan, "lines" | "kept">, currency: Currency) => ({
  goods: money(plan.goods, currency),
  deliveryFee: money(plan.deliveryFee, currency),
  returnFee: money(plan.returnFee, currency),
  amount: money(plan.amount, currency),
  points: plan.points,
  deductions: plan.deductions.map((each) => ({ ...each, amount: money(each.amount, currency) })),
});

export function presentClaim(
  claim: ClaimRow,
  order: StoredOrder,
  language: Language,
): Static<typeof ClaimView> {
  const { id, kind, status, fault, reason, decision, carrier, trackingNumber, refund } = claim;
  const due = kind === "return" && refund === null && !isVoid(status);
  const isBack = refund?.state === "done";
  return {
    id,
    kind,
    status,
    fault,
    reason,
    decision,
    lines: claim.lines.flatMap(({ lineId, ...pieces }) => {
      const line = order.lines.find((each) => each.id === lineId);
      if (!line) return [];
      const { variantId, sku, ...texts } = comesBack(pieces, line);
      const { quantity, received, resellable, wanted } = pieces;
      // A return that was an exchange sends nothing.
      const sent = kind === "exchange" ? wanted : null;
      const named = sent && { variantId: sent.variantId, sku: sent.sku, name: nameOf(sent, language) };
      const back = { lineId, variantId, sku, name: nameOf(texts, language) };
      return [{ ...back, wanted: named, quantity, received, resellable }];
    }),
    fee: presentFee(claim, order.currency),
    expected: due ? presentPlan(planOf(order, claim), order.currency) : null,
    refunded: refund && isBack ? money(refund.amount, order.currency) : null,
    refunding: refund && !isBack ? money(refund.amount, order.currency) : null,
    parcel:
      trackingNumber === null || carrier === null
        ? null
        : {
            carrier: carrierName(carrier, language),
            trackingNumber,
            trackingUrl: trackingUrl(carrier, trackingNumber),
          },
    shipmentId: claim.shipmentId,
    requestedAt: claim.requestedAt.toISOString(),
    steps: claim.steps.map(({ type, at }) => ({ type, at: new Date(at).toISOString() })),
  };
}

export const presentOptions = (
  { items, forSale }: ExchangeOptions,
  language: Language,
): Static<typeof ExchangeOptionsView> => ({
  items: items.map(({ variant, available }) => ({
    ...{ variantId: variant.variantId, sku: variant.sku, name: nameOf(variant, language), available },
    options: variantTexts(variant, language)
      .options.map(({ value }) => value)
      .join(", "),
  })),
  forSale,
});

/** The fee of an exchange, or what is to be given back of it. */
function presentFee(claim: ClaimRow, currency: Currency): Static<typeof ExchangeFee> | null {
  const { kind, feeState, feeNote, feeReference, returnFee } = claim;
  const concerns =
    feeState === "owed_back" || feeState === "paid_back" || (kind === "exchange" && feeState !== null);
  if (!concerns && (kind === "return" || feeDue(claim) === 0)) return null;
  return { amount: money(returnFee, currency), state: feeState ?? "due", note: feeNote ?? feeReference };
}

/** Until the inspection staff decide whose fault it is: what each would cost. */
function presentFaults(claim: ClaimRow, order: StoredOrder, rules: Pick<ReturnRules, "fee">) {
  if (!["requested", "collecting", "collected"].includes(claim.status)) return null;
  const returnFee = claim.returnFee === 0 ? feeOf(rules, claim.kind) : claim.returnFee;
  const of = (fault: ClaimFault) => {
    const judged = { ...claim, fault, returnFee };
    const refund = claim.kind === "return" ? presentPlan(planOf(order, judged), order.currency) : null;
    return { fee: money(refund ? refund.returnFee.amount : feeDue(judged), order.currency), refund };
  };
  return { buyer: of("buyer"), seller: of("seller") };
}

export function presentForStaff(
  claim: ClaimRow,
  order: StoredOrder,
  rules: Pick<ReturnRules, "fee">,
  language: Language,
): Static<typeof StaffClaim> {
  return {
    ...presentClaim(claim, order, language),
    faults: presentFaults(claim, order, rules),
    order: { id: order.id, number: order.number, status: order.status, name: order.contact.name },
  };
}

const DAY_MS = 24 * 3_600_000;

export const presentSummary =
  (now: Date, language: Language) =>
  ({ first, wanted, ...row }: StaffClaimRow) => ({
    ...row,
    wanted: wanted && row.kind === "exchange" ? nameOf(wanted, language) : null,
    firstSku: first.sku,
    firstName: nameOf(first, language),
    requestedAt: row.requestedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    ageDays: Math.max(0, Math.floor((now.getTime() - row.requestedAt.getTime()) / DAY_MS)),
  });
