/** The closed forms and words of a product, for all schemas of the contract. */
import { type Static, Type } from "typebox";
import { Plain } from "../../../platform/schema.ts";

/** Not in the form of an id: an address leads to one product, by its id or by its slug. */
const NO_ID = "(?![0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$)";
export const Slug = Type.String({ pattern: `^${NO_ID}[a-z0-9]+(-[a-z0-9]+)*$`, maxLength: 120 });

export const Sku = Type.String({
  pattern: `^(?![0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$)[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`,
});
export const ProductStatus = Type.Enum(["draft", "active", "scheduled", "archived"]);
export type ProductStatus = Static<typeof ProductStatus>;
/** Of the delivery rules (module cart). */
export const DeliveryGroupCode = Plain("^[a-z0-9-]{1,30}$", {
  description: "small letters, digits and hyphens",
});
export const TaxType = Type.Enum(["taxable", "tax_free"]);
