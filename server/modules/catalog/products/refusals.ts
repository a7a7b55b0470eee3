import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";

/** Returns the refusal of a product whose statement broke a constraint, or the error as it is. */
export function refusalOf(error: unknown): unknown {
  if (brokeConstraint(error, "products_slug_key")) return new DomainError("SLUG_TAKEN", {}, { cause: error });
  if (brokeConstraint(error, "variants_sku_unique"))
    return new DomainError("SKU_TAKEN", {}, { cause: error });
  if (brokeConstraint(error, "product_categories_category_id_fkey"))
    return inputError([inputProblem("/categoryIds", "UNKNOWN")], error);
  return error;
}
