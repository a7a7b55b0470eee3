import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Language } from "../../platform/language.ts";
import { Money } from "../../platform/money.ts";
import {
  Closed,
  EmailInput,
  Line,
  Nothing,
  Nullable,
  PhoneInput,
  Plain,
  Timestamp,
  Uuid,
} from "../../platform/schema.ts";
import { VariantCard } from "../catalog/contract/variant.ts";
import { Quantity } from "../inventory/contract.ts";
import { CashReceiptWish } from "../payments/contract/cash-receipt.ts";
import { AttemptView, Deposit, PaymentMethod, Provider } from "../payments/contract.ts";
import { CouponCodes, Points } from "../promotions/contract.ts";
import { basketCalls } from "./contract/baskets.ts";
import { customerCalls } from "./contract/customers.ts";
import { parcelCalls } from "./contract/parcel-rows.ts";
import { salesCalls } from "./contract/sales.ts";
import { OrderStatus } from "./contract/status.ts";

export const ContactInput = Closed({ name: Line(60), email: EmailInput, phone: PhoneInput });
export const ShippingAddressInput = Closed({
  recipient: Line(60),
  phone: PhoneInput,
  postcode: Plain("^[0-9]{5}$", { description: "5 digits" }),
  address1: Line(200),
  address2: Type.Optional(Line(200)),
  memo: Type.Optional(Line(200)),
});
/** Of an order that exists. Older orders have what earlier rules let pass. */
const ShownPhone = Type.String({ description: "010-1234-5678, or + and country code" });
export const Contact = Closed({ name: Type.String(), email: Type.String(), phone: ShownPhone });
export const ShippingAddress = Closed({
  recipient: Type.String(),
  phone: ShownPhone,
  postcode: Type.String(),
  address1: Type.String(),
  address2: Type.Optional(Type.String()),
  memo: Type.Optional(Type.String()),
});
export const PlaceOrder = Closed({
  cartId: Uuid,
  contact: ContactInput,
  shippingAddress: ShippingAddressInput,
  coupons: Type.Optional({
    ...CouponCodes,
    description: "codes; the order is refused when one of them does not apply",
  }),
  points: Type.Optional({
    ...Points,
    description: "of a member; the order is refused when they cannot be spent",
  }),
  paymentMethod: Type.Optional(PaymentMethod),
  cashReceipt: Type.Optional({
    ...CashReceiptWish,
    description: "issued after the deposit of an order that is paid by transfer",
  }),
});
export type PlaceOrder = Static<typeof PlaceOrder>;

/** Pieces of a line of an order. */
export const Pieces = Closed({ lineId: Uuid, quantity: Quantity });

const MemberRef = Closed({ memberId: Uuid });
const OrderRef = Closed({ orderId: Uuid });

export { OrderStatus, orderStatuses } from "./contract/status.ts";

export const claimKinds = ["return", "exchange"] as const;
export const ClaimKind = Type.Enum([...claimKinds]);
export type ClaimKind = Static<typeof ClaimKind>;
/** Something has still to happen. */
export const openClaimStatuses = [
  ...(["requested", "collecting", "collected", "inspected", "refunding", "reshipping"] as const),
] as const;
/** The last four are final. */
export const claimStatuses = [...openClaimStatuses, "refunded", "done", "rejected", "withdrawn"] as const;
export const ClaimStatus = Type.Enum([...claimStatuses]);
export type ClaimStatus = Static<typeof ClaimStatus>;

/** An order in the export of a member's data. */
export const ExportedOrder = Closed({
  id: Uuid,
  number: Type.String(),
  status: OrderStatus,
  language: Language,
  placedAt: Timestamp,
  paidAt: Nullable(Timestamp),
  contact: Contact,
  shippingAddress: ShippingAddress,
  items: Type.Array(
    Closed({
      sku: Type.String(),
      name: Type.String(),
      options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
      quantity: Type.Integer(),
      canceled: Type.Integer({ description: "pieces that are not bought any more" }),
      returned: Type.Integer({ description: "pieces that were sent back and refunded" }),
      unitPrice: Money,
    }),
  ),
  refunds: Type.Array(
    Closed({ amount: Money, points: Points, reason: Nullable(Type.String()), at: Timestamp }),
  ),
  claims: Type.Array(
    Closed({ kind: ClaimKind, status: ClaimStatus, reason: Nullable(Type.String()), requestedAt: Timestamp }),
  ),
  shipments: Type.Array(
    Closed({
      carrier: Type.String(),
      trackingNumber: Type.String(),
      shippedAt: Timestamp,
      deliveredAt: Nullable(Timestamp),
    }),
  ),
  subtotal: Money,
  discount: Money,
  deliveryFee: Money,
  pointsSpent: Points,
  total: Money,
  payment: Nullable(
    Closed({
      provider: Provider,
      status: AttemptView.properties.status,
      method: Nullable(Type.String()),
      approvedAt: Nullable(Timestamp),
    }),
  ),
  events: Type.Array(Closed({ type: Type.String(), at: Timestamp })),
});
export type ExportedOrder = Static<typeof ExportedOrder>;

const { price, tiers, forSale, minQuantity, maxQuantity, ...boughtVariant } = VariantCard.properties;
/** A line of a member's order, with the variant as it was when it was ordered. */
export const BoughtLine = Closed({
  lineId: Uuid,
  orderId: Uuid,
  orderNumber: Type.String(),
  status: { ...OrderStatus, description: "of the order" },
  placedAt: Timestamp,
  quantity: Type.Integer(),
  ...boughtVariant,
});
export type BoughtLine = Static<typeof BoughtLine>;

/** What a mail with a code says. */
const LookupLetter = Closed({
  orderId: Uuid,
  number: Type.String(),
  email: Type.String(),
  language: Language,
  code: Nullable(Type.String({ description: "null: a member's order, which opens after signing in" })),
});
export type LookupLetter = Static<typeof LookupLetter>;

/** For canceled pieces, as staff decided, or for pieces that were sent back. */
export const refundKinds = ["cancel", "staff", "return"] as const;
export const RefundKind = Type.Enum([...refundKinds]);
export type RefundKind = Static<typeof RefundKind>;
/** `asked`: the provider gives it back; `done`: the buyer has it back; `withdrawn`: by staff, for good. */
export const refundStates = ["asked", "waiting", "rejected", "failed", "done", "withdrawn"] as const;
const RefundState = Type.Enum([...refundStates]);
export type RefundState = Static<typeof RefundState>;
const LetterPieces = Closed({
  name: Type.String({ description: "with its options" }),
  quantity: Type.Integer(),
});

/** What mails about an order say, in the language in which it was placed. */
export const OrderLetter = Closed({
  number: Type.String(),
  language: Language,
  name: Type.String(),
  email: Type.String(),
  phone: Type.String({ description: "E.164" }),
  memberId: Nullable(Uuid),
  isGuest: Type.Boolean(),
  items: Type.Array(
    Closed({
      name: Type.String({ description: "with its options" }),
      quantity: Type.Integer({ description: "pieces that were not canceled or returned" }),
    }),
  ),
  total: Money,
  payUntil: Nullable({ ...Timestamp, description: "null: it is not waiting for its payment" }),
  refunded: { ...Money, description: "what the buyer has back" },
  deposit: Type.Optional({
    ...Deposit,
    description: "while the order waits for its deposit, and where one is given back",
  }),
  refunds: Type.Array(
    Closed({
      id: Uuid,
      kind: RefundKind,
      state: RefundState,
      amount: Money,
      pieces: Type.Array(LetterPieces),
    }),
  ),
  parcels: Type.Array(
    Closed({
      id: Uuid,
      carrier: Type.String(),
      trackingNumber: Type.String(),
      trackingUrl: Nullable(Type.String()),
    }),
  ),
});
export type OrderLetter = Static<typeof OrderLetter>;

/** What mails about a return or an exchange say. */
export const ClaimLetter = Closed({
  order: OrderLetter,
  kind: ClaimKind,
  pieces: Type.Array(
    Closed({
      ...LetterPieces.properties,
      wanted: Type.Optional(
        Type.String({ description: "what an exchange sends, when it is another variant" }),
      ),
    }),
  ),
  refund: Nullable({ ...Money, description: "null: an exchange; else what is or would be given back" }),
  fault: Type.Enum(["buyer", "seller"]),
  returnFee: { ...Money, description: "of an exchange, what the buyer pays before the new goods are sent" },
  decision: Nullable(Type.String({ description: "why it was rejected" })),
});
export type ClaimLetter = Static<typeof ClaimLetter>;

/** What other modules may call, and the events they may subscribe to. */
export const orders = contract(
  "orders",
  {
    /**
     * Returns the member's orders that are not finished, oldest first, 100 at most: unpaid but not closed,
     * paid, being prepared, on their way, delivered but not confirmed, or with an open claim. Without the
     * account their buyer could not return them.
     */
    openOrders: call({
      input: MemberRef,
      output: Type.Array(Closed({ id: Uuid, number: Type.String(), status: OrderStatus })),
      retry: "safe",
    }),
    /**
     * Returns the lines of the member's orders, of every status, the newest first: those below `beforeId`, or
     * those of `lineIds` alone. A line of another member's order is left out, and one that is canceled or
     * returned.
     */
    boughtLines: call({
      input: Closed({
        memberId: Uuid,
        lineIds: Type.Optional(Type.Array(Uuid, { maxItems: 100 })),
        beforeId: Type.Optional(Uuid),
        limit: Type.Integer({ minimum: 1, maximum: 100 }),
      }),
      output: Type.Array(BoughtLine),
      retry: "safe",
    }),
    /** All orders of the member, newest first. `complete` is false when there are more than 5,000. */
    exportOf: call({
      input: MemberRef,
      output: Closed({ orders: Type.Array(ExportedOrder), complete: Type.Boolean() }),
      retry: "safe",
      deadlineMs: 30_000,
    }),
    /**
     * The member left: moves name and address from the finished orders to the archive, and from the others
     * when they are finished.
     */
    forgetMember: call({ input: MemberRef, output: Nothing, retry: "safe", deadlineMs: 30_000 }),
    /** For mails. Null: the order is gone, or its buyer's data is. */
    letterOf: call({ input: Closed({ orderId: Uuid }), output: Nullable(OrderLetter), retry: "safe" }),
    /** For mails about a claim. Null as above. */
    letterOfClaim: call({ input: Closed({ claimId: Uuid }), output: Nullable(ClaimLetter), retry: "safe" }),
    /** Makes a code that opens a guest's order. Null where no mail is due. A repeat makes another code. */
    issueLookupCode: call({
      input: Closed({ number: Type.String(), email: Type.String() }),
      output: Nullable(LookupLetter),
      retry: "safe",
    }),
    /** Returns the numbers of orders, and when they were paid. One that does not exist is left out. */
    findNumbers: call({
      input: Closed({ orderIds: Type.Array(Uuid, { maxItems: 100 }) }),
      output: Type.Array(Closed({ orderId: Uuid, number: Type.String(), paidAt: Nullable(Timestamp) })),
      retry: "safe",
    }),
    /** Null: there is no such refund. */
    findRefund: call({
      input: Closed({ refundId: Uuid }),
      output: Nullable(
        Closed({
          orderId: Uuid,
          number: Type.String(),
          at: Timestamp,
          withdrawnAt: Type.Optional(Nullable(Timestamp)),
          kept: Type.Optional(
            Nullable({
              ...Closed({
                amount: Money,
                hasWaited: Type.Boolean({ description: "once, for a second person" }),
              }),
              description: "by the shop, of a refund that was withdrawn; null: it is given back",
            }),
          ),
        }),
      ),
      retry: "safe",
    }),
    ...salesCalls,
    ...basketCalls,
    ...parcelCalls,
    ...customerCalls,
  },
  {
    routes: [
      "/api/v1/orders",
      "/api/v1/payments/confirm",
      "/api/v1/admin/orders",
      "/api/v1/admin/shipments",
      "/api/v1/admin/claims",
    ],
    events: {
      /** An order is paid. `payments.paid` commits the reservation. */
      paid: event({ version: 1, payload: Closed({ orderId: Uuid }) }),
      /** An order waits for the transfer of its money, and its goods are reserved for so long. */
      depositAwaited: event({ version: 1, payload: OrderRef }),
      /** An order with nothing to pay is paid by being placed. Consumed here: its holds are committed. */
      placedFree: event({ version: 1, payload: OrderRef }),
      /** Money and points are to be given back, and the goods of canceled pieces to the stock. */
      refunded: event({ version: 1, payload: Closed({ refundId: Uuid }) }),
      /** A refund waits for a second person, was decided on, or is over. */
      refundMoved: event({
        version: 1,
        payload: Closed({
          orderId: Uuid,
          refundId: Uuid,
          state: RefundState,
          wasApproved: Type.Boolean({ description: "a second person has approved it" }),
        }),
      }),
      /** Staff gave a refund up. Consumed here: a completed order earns with the money that it keeps. */
      refundWithdrawn: event({ version: 1, payload: Closed({ orderId: Uuid, refundId: Uuid }) }),
      /** An order was canceled as a whole, paid or not. An order that expires unpaid is not. */
      canceled: event({ version: 1, payload: OrderRef }),
      /** All that is bought has arrived. */
      delivered: event({ version: 1, payload: OrderRef }),
      /** Some days after its delivery, or when its buyer confirmed it. Here, it earns points. */
      completed: event({ version: 1, payload: OrderRef }),
      /** Staff placed an order for its buyer, who is to pay it. */
      paymentAsked: event({ version: 1, payload: OrderRef }),
      /** A parcel is on its way. */
      parcelSent: event({ version: 1, payload: Closed({ orderId: Uuid, shipmentId: Uuid }) }),
      /** A claim reached a status; `requested`: it was made. */
      claimMoved: event({
        version: 1,
        payload: Closed({ orderId: Uuid, claimId: Uuid, status: ClaimStatus }),
      }),
      /** Staff decided that a claim is another one's fault than its buyer said, which changes its fee. */
      claimJudged: event({ version: 1, payload: Closed({ orderId: Uuid, claimId: Uuid }) }),
      /** A shopper looks for an order, which may not exist; the e-mail is in small letters. */
      lookupAsked: event({ version: 1, payload: Closed({ number: Type.String(), email: Type.String() }) }),
    },
  },
);

export type OrderError =
  | "NOT_FOUND"
  | "CART_EMPTY"
  | "NOT_FOR_SALE"
  | "LINES_REFUSED"
  | "PRICE_CHANGED"
  | "BELOW_MINIMUM_AMOUNT"
  | "COUPON_REFUSED"
  | "POINTS_REFUSED"
  | "ORDER_CLOSED"
  | "CART_BEING_PAID"
  | "OUT_OF_STOCK"
  | "PAYMENT_REFUSED"
  | "NOT_CANCELABLE"
  | "WRONG_ORDER_STATUS"
  | "ORDER_REFUNDED"
  | "TOO_MANY_PIECES"
  | "REFUND_TOO_LARGE"
  | "REFUND_NOT_WITHDRAWABLE"
  | "CLAIM_TOO_LATE"
  | "CLAIM_OPEN"
  | "WRONG_CLAIM_STATUS"
  | "CLAIM_FEE_DUE"
  | "EXCHANGE_VARIANT_REFUSED"
  | "EXCHANGE_PRICE_DIFFERS"
  | "NO_CLAIM_FEE"
  | "NOTHING_RECEIVED"
  | "LOOKUP_CODE_WRONG";
