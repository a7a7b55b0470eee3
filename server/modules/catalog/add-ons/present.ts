/** Add-ons in the language of the request. Pure. */
import type { Language } from "../../../platform/language.ts";
import { money } from "../../../platform/money.ts";
import { ownField } from "../../../platform/own-field.ts";
import { imageOf } from "../contract/picture.ts";
import { textsOf } from "../contract/texts.ts";
import type { AddOnRow } from "./queries.ts";

/** Those that are sold now; with none left, a variant has 0. */
export const presentAddOns = (
  rows: readonly AddOnRow[],
  leftOf: (variant: { readonly id: string }) => number,
  language: Language,
  now: Date,
) => rows.filter((row) => isSold(row, now)).map((row) => presentAddOn(row, leftOf, language));

const isSold = ({ salesFrom, salesUntil, variants }: AddOnRow, now: Date): boolean =>
  variants.length > 0 &&
  (salesFrom === null || Date.parse(salesFrom) <= now.getTime()) &&
  (salesUntil === null || now.getTime() < Date.parse(salesUntil));

function presentAddOn(
  row: AddOnRow,
  leftOf: (variant: { readonly id: string }) => number,
  language: Language,
) {
  const { id: productId, slug, currency, minQuantity, maxQuantity, variants, options } = row;
  const texts = textsOf(row.translations, language);
  const name = texts.name ?? row.name;
  const [first] = variants;
  const picture = (variants.length === 1 ? first?.picture : null) ?? row.picture;
  return {
    productId,
    slug,
    name,
    image: imageOf(picture ?? undefined, name),
    minQuantity,
    maxQuantity,
    variants: variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      label: options
        .map(({ name: option }) => variant.options[option] ?? "")
        .map((value) => ownField(texts.options, value) ?? value)
        .filter(Boolean)
        .join(" / "),
      price: money(variant.price, currency),
      ...(variant.compareAtPrice === null ? {} : { compareAtPrice: money(variant.compareAtPrice, currency) }),
      available: leftOf(variant),
    })),
  };
}
