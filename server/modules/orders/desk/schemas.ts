/** What staff send and read at the desk: holds, many orders at once, slips. */
import { Type } from "typebox";
import { Language } from "../../../platform/language.ts";
import { Money } from "../../../platform/money.ts";
import { Closed, Line, Nullable, Plain, Timestamp, Uuid } from "../../../platform/schema.ts";
import { Quantity } from "../../inventory/contract.ts";
import { ContactInput, OrderStatus, ShippingAddress, ShippingAddressInput } from "../contract.ts";
import { Order } from "../schemas.ts";

/** Each order once. */
const OrderIds = Type.Array(Uuid, { minItems: 1, maxItems: 100, uniqueItems: true });

export const HoldInput = Closed({ reason: Line(200) });
export const PrepareManyInput = Closed({ ids: OrderIds });
export const PreparedMany = Closed({
  results: Type.Array(
    Closed({
      id: Uuid,
      outcome: Type.Enum(["prepared", "refused"]),
      code: Nullable(
        Type.Enum(["NOT_FOUND", "WRONG_ORDER_STATUS", "ORDER_REFUNDED"], {
          description: "why it was refused",
        }),
      ),
      status: Nullable({ ...OrderStatus, description: "null: there is no such order" }),
    }),
    { description: "one for each order, in the order of `ids`" },
  ),
});

export const SlipsInput = Closed({
  ids: OrderIds,
  prices: Type.Optional(Type.Boolean({ description: "with what the goods cost; by default without" })),
});
export const PackingSlip = Closed({
  id: Uuid,
  number: Type.String(),
  placedAt: Timestamp,
  buyer: Type.String(),
  shippingAddress: ShippingAddress,
  lines: Type.Array(
    Closed({
      sku: Type.String(),
      name: Type.String(),
      options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
      quantity: Type.Integer({ description: "pieces that are not canceled" }),
      unsent: Type.Integer({ description: "of those, pieces in no parcel yet" }),
      lineTotal: Nullable(Money),
    }),
  ),
  total: Nullable(Money),
});
export const PackingSlips = Closed({
  items: Type.Array(PackingSlip),
  left: Type.Array(Uuid, {
    description: "orders without a slip: unknown, not paid, on hold, canceled, or sent back",
  }),
});

export const PhoneOrderInput = Closed({
  lines: Type.Array(
    Closed({
      sku: Plain("^[0-9A-Za-z._-]{1,64}$", { description: "as the catalogue has it" }),
      quantity: Quantity,
    }),
    {
      minItems: 1,
      maxItems: 200,
    },
  ),
  contact: ContactInput,
  shippingAddress: ShippingAddressInput,
  memberId: Type.Optional({
    ...Uuid,
    description: "of a member, whose order it is then; UNKNOWN when the account is deleted or disabled",
  }),
  language: Type.Optional({ ...Language, description: "of the mails; by default ko" }),
  payWithinHours: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 72, description: "the goods are kept so long; by default 24" }),
  ),
});
export const PhoneOrder = Closed({ order: Order });
