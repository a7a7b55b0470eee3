/** The schemas of what buyers and staff send and read about claims. */
import { Type } from "typebox";
import { Cursor, Limit } from "../../../platform/http/cursor.ts";
import { Money } from "../../../platform/money.ts";
import { Closed, Line, MoneyInput, Nullable, Plain, Timestamp, Uuid } from "../../../platform/schema.ts";
import { LARGEST_QUANTITY } from "../../inventory/contract.ts";
import { Points } from "../../promotions/contract.ts";
import { ClaimKind, ClaimStatus, claimStatuses, OrderStatus, Pieces } from "../contract.ts";
import { Deductions } from "../schemas.ts";

export const ClaimFault = Type.Enum(["buyer", "seller"], {
  description: "buyer: a change of mind; seller: a defect, or other goods than were ordered",
});
const ClaimedPieces = Closed({
  ...Pieces.properties,
  variantId: Type.Optional({
    ...Uuid,
    description: "another variant that an exchange sends, of the same price; absent: the same",
  }),
  heldVariantId: Type.Optional({
    ...Uuid,
    description: "which variant comes back, of a line of which an exchange sent another one",
  }),
});
const choice = {
  kind: ClaimKind,
  lines: Type.Array(ClaimedPieces, { minItems: 1, maxItems: 200 }),
  fault: Type.Optional({ ...ClaimFault, default: "buyer" }),
};
export const ClaimInput = Closed({ ...choice, reason: Line(200) });
export const ClaimQuoteInput = Closed(choice);

/** amount + points = goods + delivery fee − return fee. */
export const ReturnAmounts = Closed({
  goods: Money,
  deliveryFee: { ...Money, description: "given back when nothing is kept and the seller is at fault" },
  returnFee: { ...Money, description: "kept for the way back, when the buyer is at fault" },
  amount: { ...Money, description: "what is given back" },
  points: { ...Points, description: "what is given back of the points that were spent" },
  deductions: Type.Optional({
    ...Deductions,
    description: "taken off `goods` already: what the rest has not earned; older answers have none",
  }),
});
export const ClaimQuote = Closed({
  refund: Nullable({ ...ReturnAmounts, description: "null: an exchange gives no money back" }),
  fee: { ...Money, description: "of an exchange: what the buyer pays before the new goods are sent" },
});
export const ExchangeFee = Closed({
  amount: Money,
  state: Type.Enum(["due", "received", "waived", "owed_back", "paid_back"], {
    description: "due: the new goods wait for it; owed_back: the shop gives it back by hand",
  }),
  note: Nullable(Type.String({ description: "why it was waived, or the reference of its transfer back" })),
});

const ClaimVariantView = Closed({
  variantId: Uuid,
  sku: Type.String(),
  name: Type.String({ description: "with its options" }),
});

export const ClaimView = Closed({
  id: Uuid,
  kind: ClaimKind,
  status: ClaimStatus,
  fault: ClaimFault,
  reason: Nullable(Type.String()),
  decision: Nullable(Type.String({ description: "why it was rejected" })),
  lines: Type.Array(
    Closed({
      lineId: Uuid,
      variantId: Type.Optional({ ...Uuid, description: "what comes back; older answers have none" }),
      sku: Type.String(),
      name: Type.String({ description: "with its options" }),
      wanted: Type.Optional(
        Nullable({ ...ClaimVariantView, description: "what an exchange sends; null: the same" }),
      ),
      quantity: Type.Integer({ description: "pieces that the buyer announced" }),
      received: Nullable(Type.Integer({ description: "null: not inspected yet" })),
      resellable: Nullable(Type.Integer({ description: "pieces that went back into the stock" })),
    }),
  ),
  fee: Type.Optional(Nullable({ ...ExchangeFee, description: "of an exchange; older answers have none" })),
  expected: Nullable({ ...ReturnAmounts, description: "of a return that is open" }),
  refunded: Nullable({ ...Money, description: "of a return that is finished: what was given back" }),
  refunding: Type.Optional(
    Nullable({
      ...Money,
      description: "of a return that is finished but for its money, which may be checked first",
    }),
  ),
  parcel: Nullable(
    Closed({
      carrier: Type.String({ description: "its name" }),
      trackingNumber: Type.String(),
      trackingUrl: Nullable(Type.String()),
    }),
  ),
  shipmentId: Nullable({ ...Uuid, description: "the parcel with the goods of an exchange" }),
  requestedAt: Timestamp,
  steps: Type.Array(Closed({ type: Type.String(), at: Timestamp })),
});
export const OneClaim = Closed({ claim: ClaimView });
export const ClaimList = Closed({ items: Type.Array(ClaimView) });

const Options = {
  items: Type.Array(
    Closed({
      ...ClaimVariantView.properties,
      options: Type.String({ description: "the values of its options, in words" }),
      available: Type.Integer({
        description:
          "pieces that can be sent now, one at least; for buyers at most those that the order has of it",
      }),
    }),
    { description: "in the order of the product; also the variant that was bought" },
  ),
  forSale: Type.Integer({
    description:
      "variants of the product, also those that cost another price; 0 where nothing can be claimed",
  }),
};
export const ExchangeOptions = Closed(Options);
export const ClaimOptions = Closed({ lines: Type.Array(Closed({ lineId: Uuid, ...Options })) });

const FaultOutcome = Closed({ fee: Money, refund: Nullable(ReturnAmounts) });
export const StaffClaim = Closed({
  ...ClaimView.properties,
  faults: Type.Optional(
    Nullable({
      ...Closed({ buyer: FaultOutcome, seller: FaultOutcome }),
      description: "what each decision would cost the buyer; null: the goods were inspected",
    }),
  ),
  order: Closed({ id: Uuid, number: Type.String(), status: OrderStatus, name: Type.String() }),
});
export const StaffListQuery = Closed({
  q: Type.Optional({
    ...Line(100),
    description: "a part of the order's number, name, phone or e-mail, or a whole SKU",
  }),
  status: Type.Optional(ClaimStatus),
  kind: Type.Optional(ClaimKind),
  limit: Limit,
  cursor: Cursor,
});
export const StaffClaimList = Closed({
  items: Type.Array(
    Closed({
      id: Uuid,
      kind: ClaimKind,
      status: ClaimStatus,
      fault: ClaimFault,
      orderId: Uuid,
      number: Type.String({ description: "of the order" }),
      name: Type.String({ description: "of the buyer" }),
      pieces: Type.Integer(),
      firstSku: Type.String(),
      firstName: Type.Optional(
        Type.String({ description: "of the line with that SKU, with its options; older answers have none" }),
      ),
      wanted: Type.Optional(
        Nullable(Type.String({ description: "of an exchange for other variants: the first of them" })),
      ),
      requestedAt: Timestamp,
      changedAt: { ...Timestamp, description: "when it reached its status" },
      ageDays: Type.Integer({ description: "whole days since it was requested" }),
    }),
  ),
  nextCursor: Nullable(Type.String()),
  counts: Type.Optional(
    Closed(
      Object.fromEntries(claimStatuses.map((status) => [status, Type.Integer()])) as Record<
        (typeof claimStatuses)[number],
        ReturnType<typeof Type.Integer>
      >,
    ),
  ),
});

const TrackingNumber = Plain("^[0-9A-Za-z-]{4,40}$", { description: "digits, letters and hyphens" });
const Fault = Type.Optional({ ...ClaimFault, description: "as staff decide; absent: as it is" });
export const ApproveInput = Nullable(Closed({ fault: Fault }));
export const OptionsInput = Closed({
  lines: Type.Array(
    Closed({
      lineId: Uuid,
      variantId: { ...Uuid, description: "what is sent; that which comes back: the same once more" },
    }),
    { minItems: 1, maxItems: 200 },
  ),
});
export const FeeWaivedInput = Closed({ reason: Line(200) });
export const FeePaidBackInput = Closed({
  amount: MoneyInput,
  reference: { ...Line(100), description: "by which the transfer is found at the bank" },
});
export const RejectInput = Closed({ reason: Line(200) });
export const CollectedInput = Nullable(
  Closed({ carrier: Type.Optional(Line(40)), trackingNumber: Type.Optional(TrackingNumber) }),
);
const Count = Type.Integer({ minimum: 0, maximum: LARGEST_QUANTITY });
/** Never absent: a request that lost its body would say that all came back. */
export const InspectedInput = Closed({
  lines: Type.Optional(
    Type.Array(
      Closed({
        lineId: Uuid,
        received: { ...Count, description: "pieces that came back" },
        resellable: Type.Optional({
          ...Count,
          description: "of those, pieces that can be sold again; absent: all",
        }),
      }),
      {
        minItems: 1,
        maxItems: 200,
        description: "a line that is absent did not come back; without `lines` all came back as announced",
      },
    ),
  ),
  fault: Fault,
});
export const ReshipInput = Closed({ carrier: Line(40), trackingNumber: TrackingNumber });
