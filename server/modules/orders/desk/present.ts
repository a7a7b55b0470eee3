/** Turns orders into packing slips. Pure. */
import type { Static } from "typebox";
import type { Language } from "../../../platform/language.ts";
import { money, times } from "../../../platform/money.ts";
import { variantTexts } from "../../catalog/contract/variant.ts";
import { showPhone } from "../present.ts";
import type { StoredOrder } from "../queries.ts";
import type { PackingSlip as PackingSlipView } from "./schemas.ts";

export type PackingSlip = Static<typeof PackingSlipView>;

/** Without what is canceled. `unsent`: pieces that are in no parcel yet. */
export function presentSlip(order: StoredOrder, prices: boolean, language: Language): PackingSlip {
  const { id, number, placedAt, contact, shippingAddress, currency, lines, total } = order;
  return {
    id,
    number,
    placedAt: placedAt.toISOString(),
    buyer: contact.name,
    shippingAddress: showPhone(shippingAddress),
    lines: lines
      .filter(({ quantity, canceled }) => quantity > canceled)
      .map((line) => {
        const { name, options } = variantTexts(line, language);
        const quantity = line.quantity - line.canceled;
        const unitPrice = money(line.unitPrice, currency);
        return {
          sku: line.sku,
          name,
          options,
          quantity,
          unsent: quantity - line.shipped,
          lineTotal: prices ? times(unitPrice, quantity) : null,
        };
      }),
    total: prices ? money(total, currency) : null,
  };
}
