/** What each shopper of the provider chaos does: it follows from the seed and the number of the purchase. */
import { randomFrom } from "./world.ts";

/** What goes wrong at the provider when it is asked to confirm the payment. Most payments meet no fault. */
const confirmModes = [
  ...Array<string>(8).fill("ok"),
  "decline:REJECT_CARD_PAYMENT",
  "500-before-effect",
  "500-after-effect",
  "reset-before-effect",
  "reset-after-effect",
  "garbage",
  "429",
  "slow:200",
  "hang-then-effect:2500",
  "wrong-amount",
  "wrong-capture",
  "webhook-before-response",
  "webhook-duplicate:3",
  "webhook-out-of-order",
];

/** The same for refunds, and for questions how a payment stands. */
const callModes = {
  cancel: [
    "500-before-effect",
    "500-after-effect",
    "reset-before-effect",
    "reset-after-effect",
    "garbage",
    "429",
    "slow:200",
    "hang-then-effect:2500",
    "wrong-amount",
    "webhook-duplicate:3",
    "webhook-out-of-order",
    "decline:NOT_CANCELABLE_PAYMENT",
  ],
  get: ["500-before-effect", "reset-before-effect", "garbage", "429", "slow:200"],
} as const;

/** What happens to a paid order. */
const endings = [
  "keep",
  "keep",
  "cancel",
  "cancel a piece",
  "refund",
  "return a piece",
  "cancel twice at once",
] as const;

export interface PurchasePlan {
  /** Indexes of products, each with a number of pieces. */
  readonly lines: readonly { readonly product: number; readonly pieces: number }[];
  /** What the shopper does in the payment window. */
  readonly window: "approve" | "leave" | "approve and leave";
  readonly confirmMode: string;
  readonly ending: (typeof endings)[number];
}

export type Random = () => number;

export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  const chosen = values[Math.floor(random() * values.length)];
  if (chosen === undefined) throw new Error("there is nothing to choose from");
  return chosen;
}

/** The plan of one purchase. `products` is the number of products on sale. */
export function planOf(seed: number, purchase: number, products: number): PurchasePlan {
  const random = randomFrom(seed + purchase * 7919);
  const first = Math.floor(random() * products);
  const count = 1 + Math.floor(random() * 3);
  return {
    lines: Array.from({ length: count }, (_, at) => ({
      product: (first + at) % products,
      pieces: 1 + Math.floor(random() * 3),
    })),
    window: oneOf(random, [...Array<"approve">(8).fill("approve"), "leave", "approve and leave"]),
    confirmMode: oneOf(random, confirmModes),
    ending: oneOf(random, endings),
  };
}

export interface CallFault {
  readonly operation: keyof typeof callModes;
  readonly mode: string;
}

export function nextCallFault(random: Random): CallFault {
  const operation = oneOf(random, ["cancel", "cancel", "get"] as const);
  return { operation, mode: oneOf<string>(random, callModes[operation]) };
}
