/** Whether a product whose table of product information has gaps may be shown. */
import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "../../../platform/db/db.ts";
import type { InputProblem } from "../../../platform/errors.ts";
import type { ProductOrigin } from "../attributes/check-values.ts";
import type { NewProduct } from "../contract.ts";
import { gapsIn } from "./disclosure-table.ts";
import { findRule } from "./queries.ts";

/**
 * Returns the gaps of a product that staff show, or whose table they edit while it is shown, if the shop's
 * rule is to refuse them.
 */
export async function refusedGaps(
  trx: Transaction,
  before: NewProduct | null,
  after: NewProduct,
  origin: ProductOrigin,
): Promise<InputProblem[]> {
  if (origin !== "staff" || !isShown(after)) return [];
  const stays = before !== null && isShown(before);
  if (stays && isDeepStrictEqual(before.disclosure, after.disclosure)) return [];
  const gaps = gapsIn(after);
  if (gaps.length === 0) return [];
  return (await trx.first(findRule, {}))?.gaps === "block" ? gaps : [];
}

const isShown = ({ status }: NewProduct): boolean => status === "active" || status === "scheduled";
