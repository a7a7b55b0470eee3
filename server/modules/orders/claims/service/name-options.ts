/** Staff name the variants that an exchange sends, until it is approved. */
import type { Caller } from "../../../../platform/audit-log/audit-log.ts";
import { inputError, inputProblem } from "../../../../platform/errors.ts";
import { newId } from "../../../../platform/ids.ts";
import type { OrdersContext } from "../../context.ts";
import { addEvent, record } from "../../service/change-order.ts";
import { getOrder } from "../../service/read-order.ts";
import { type ClaimVariant, comesBack, type ExchangeOptions, swapText } from "../options.ts";
import type { ClaimRow } from "../queries.ts";
import * as queries from "../queries.ts";
import { holdOf } from "../replacements.ts";
import { changeClaim, refuse } from "./change-claim.ts";
import { releaseUnneeded } from "./claim-holds.ts";
import { getClaim } from "./read-claims.ts";
import {
  demandStock,
  findWanted,
  judgeWanted,
  optionsOfLines,
  type WantedVariant,
} from "./wanted-variants.ts";

/**
 * Lines that are not named stay as they are, and so do those that have the variant already: it is not judged
 * once more. A repeat changes nothing. Throws NOT_FOUND, WRONG_CLAIM_STATUS, INVALID_INPUT for a line that is
 * not in the claim or named twice, EXCHANGE_VARIANT_REFUSED, EXCHANGE_PRICE_DIFFERS, OUT_OF_STOCK.
 */
export async function nameOptions(
  orders: OrdersContext,
  claimId: string,
  named: readonly WantedVariant[],
  by: Caller,
): Promise<ClaimRow> {
  const before = await getClaim(orders.db, claimId);
  if (before.kind !== "exchange" || before.status !== "requested") refuse(before);
  judgeLines(before, named);
  const order = await getOrder(orders, before.orderId);
  const isKept = ({ lineId, variantId }: WantedVariant) =>
    before.lines.some((piece) => piece.lineId === lineId && piece.wanted?.variantId === variantId);
  const others = named.filter((each) => !isKept(each));
  const cards = await findWanted(orders, order, others);
  const wanted = before.lines.flatMap((piece) => {
    const { lineId, quantity } = piece;
    const line = order.lines.find(({ id }) => id === lineId);
    const choice = named.find((each) => each.lineId === lineId);
    if (!line || !choice) return [];
    if (isKept(choice)) return [{ lineId, quantity, wanted: piece.wanted }];
    const same = choice.variantId === comesBack(piece, line).variantId;
    return [{ lineId, quantity, wanted: same ? null : judgeWanted(line, choice, cards) }];
  });
  await demandStock(orders, claimedWith(before, wanted, others));
  const changed = await changeClaim(orders, claimId, null, async ({ trx, order, claim, now }) => {
    const isStored = wanted.every(({ lineId, wanted }) => {
      const stored = claim.lines.find((each) => each.lineId === lineId);
      return stored?.wanted?.variantId === wanted?.variantId;
    });
    if (isStored && claim.status === "requested") return;
    const stored = await trx.first(queries.storeWanted, {
      ...{ id: claimId, holdId: newId(now) },
      lines: JSON.stringify(wanted),
    });
    if (!stored) refuse(claim);
    const after = await getClaim(trx, claimId);
    const text = swapText(after.lines, order.lines);
    await addEvent(trx, order.id, "claim_options", by, now, { claimId, ...(text && { text }) });
    await record(trx, "claim_options", order, by, now, {
      before: { claimId, lines: skusOf(claim) },
      after: { claimId, lines: skusOf(after) },
    });
  });
  await releaseUnneeded(orders, claimId, holdOf(before));
  return changed;
}

/**
 * What the whole claim then sends of the variants that are newly named. An approval reserves it together, so
 * a piece that another line has cannot be named once more.
 */
function claimedWith(
  { lines }: ClaimRow,
  wanted: readonly { readonly lineId: string; readonly wanted: ClaimVariant | null }[],
  others: readonly WantedVariant[],
) {
  const named = new Set(others.map(({ variantId }) => variantId));
  return lines.flatMap((piece) => {
    const change = wanted.find(({ lineId }) => lineId === piece.lineId);
    const sent = change ? change.wanted : piece.wanted;
    return sent && named.has(sent.variantId) ? [{ variantId: sent.variantId, quantity: piece.quantity }] : [];
  });
}

/** What may be named for each line; none unless the claim is an exchange that waits for its approval. */
export async function optionsOfClaim(
  orders: OrdersContext,
  claimId: string,
): Promise<(ExchangeOptions & { readonly lineId: string })[]> {
  const { kind, status, lines, orderId } = await getClaim(orders.db, claimId);
  if (kind !== "exchange" || status !== "requested") return [];
  const order = await getOrder(orders, orderId);
  const claimed = order.lines.filter(({ id }) => lines.some(({ lineId }) => lineId === id));
  return optionsOfLines(orders, order.memberId, claimed);
}

function judgeLines({ lines }: ClaimRow, named: readonly WantedVariant[]): void {
  const problems = named.flatMap(({ lineId }, at) => {
    const pointer = `/lines/${at}/lineId`;
    if (!lines.some((each) => each.lineId === lineId)) return [inputProblem(pointer, "UNKNOWN")];
    const first = named.findIndex((each) => each.lineId === lineId);
    return first < at ? [inputProblem(pointer, "DUPLICATE")] : [];
  });
  if (problems.length > 0) throw inputError(problems);
}

const skusOf = ({ lines }: ClaimRow) =>
  lines.map(({ lineId, wanted }) => ({ lineId, sku: wanted?.sku ?? null }));
