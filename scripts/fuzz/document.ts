/** The API's document for Schemathesis: with ids that this shop has, and patterns that Python reads. */
import { readFileSync } from "node:fs";
import { CART_ID, ITEM_ID } from "../generate/examples/cart.ts";
import { PRODUCT_ID, VARIANT_ID } from "../generate/examples/catalogue.ts";
import { ORDER_ID } from "../generate/examples/orders.ts";
import { MEMBER_ID } from "../generate/examples/sign-in.ts";

/** What the shop of the run has in place of the things in the examples. */
export interface FuzzIds {
  readonly product: string;
  readonly slug: string;
  readonly variant: string;
  readonly sku: string;
  readonly cart: string;
  readonly item: string;
  readonly order: string;
  readonly member: string;
}

/** Python's expressions have no classes of Unicode properties, so these stand as ranges. */
const properties: Readonly<Record<string, string>> = {
  "\\p{Cc}": "\\u0000-\\u001f\\u007f-\\u009f",
  "\\p{Cf}": "\\u00ad\\u0600-\\u0605\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff",
  "\\p{Cs}": "\\ud800-\\udfff",
  "\\p{C}":
    "\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
    "\\ud800-\\udfff\\ufeff",
};

export function fuzzDocument(ids: FuzzIds): unknown {
  const replacements = {
    [PRODUCT_ID]: ids.product,
    [VARIANT_ID]: ids.variant,
    [CART_ID]: ids.cart,
    [ITEM_ID]: ids.item,
    [ORDER_ID]: ids.order,
    [MEMBER_ID]: ids.member,
    '"moon-jar-mug"': `"${ids.slug}"`,
    '"MUG-MOON-WHITE"': `"${ids.sku}"`,
  };
  let text = readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8");
  for (const [example, real] of Object.entries(replacements)) text = text.replaceAll(example, real);
  return JSON.parse(text, (key, value: unknown) =>
    key === "pattern" && typeof value === "string" ? readablePattern(value) : value,
  );
}

function readablePattern(pattern: string): string {
  let readable = pattern;
  for (const [property, ranges] of Object.entries(properties))
    readable = readable.replaceAll(property, ranges);
  return readable;
}
