/** Each mail with made-up data, for its preview. Pure. */
import type { Language } from "../../../platform/language.ts";
import type { MailContent } from "../../../platform/mail/layout.ts";
import type { ClaimLetter, OrderLetter } from "../../orders/contract.ts";
import { claimMoved } from "./claim-moved.ts";
import { depositAwaited } from "./deposit-awaited.ts";
import type { LetterKind, LetterValues } from "./letter-texts.ts";
import { lookupCode } from "./lookup-code.ts";
import { orderCanceled, orderRefunded, refundAsked, refundWithdrawn } from "./money-back.ts";
import { orderDelivered } from "./order-delivered.ts";
import { orderPaid } from "./order-paid.ts";
import { type OrderPages, pagesOf } from "./pages.ts";
import { parcelSent } from "./parcel-sent.ts";
import { paymentAsked } from "./payment-asked.ts";
import { pointsExpiring } from "./points-expiring.ts";

const ORDER_ID = "00000000-0000-7000-8000-000000000000";
const won = (amount: number) => ({ amount, currency: "KRW" as const });

const names = {
  ko: { buyer: "김서연", cup: "달항아리 머그 (아이보리)" },
  en: { buyer: "Kim Seoyeon", cup: "Moon jar mug (Ivory)" },
};

function orderOf(language: Language): OrderLetter {
  const { buyer, cup } = names[language];
  return {
    number: "261128-7K3M9QX",
    language,
    name: buyer,
    email: "seoyeon.kim@example.com",
    phone: "+821012345678",
    memberId: null,
    isGuest: false,
    items: [{ name: cup, quantity: 2 }],
    total: won(51_000),
    payUntil: "2026-11-29T02:15:00.000Z",
    refunded: won(24_000),
    refunds: [
      {
        ...{ id: ORDER_ID, kind: "cancel", state: "asked", amount: won(24_000) },
        pieces: [{ name: cup, quantity: 1 }],
      },
    ],
    parcels: [
      {
        id: ORDER_ID,
        carrier: "CJ대한통운",
        trackingNumber: "123456789012",
        trackingUrl: "https://trace.example.com",
      },
    ],
  };
}

const claimOf = (order: OrderLetter): ClaimLetter => ({
  order,
  kind: "return",
  fault: "buyer",
  pieces: order.items.map(({ name }) => ({ name, quantity: 1 })),
  refund: won(21_000),
  returnFee: won(3_000),
  decision: order.language === "ko" ? "사용한 흔적이 있어요" : "It was used",
});

interface Sample {
  readonly content: MailContent;
  readonly values: LetterValues;
}

export function sampleOf(kind: LetterKind, language: Language, shopUrl: string, shopName: string): Sample {
  const letter = orderOf(language);
  const { number, name } = letter;
  const write = writers(letter)[kind];
  return {
    content: write(language, pagesOf(shopUrl, language), shopName),
    values: { number, name, shop: shopName },
  };
}

type Writer = (language: Language, pages: OrderPages, shopName: string) => MailContent;

function writers(letter: OrderLetter): Readonly<Record<LetterKind, Writer>> {
  const order = { orderId: ORDER_ID, letter };
  const claim = { ...order, claim: claimOf(letter) };
  const [refund] = letter.refunds;
  const [parcel] = letter.parcels;
  if (!refund || !parcel) throw new Error("the sample has a refund and a parcel");
  const moved =
    (step: Parameters<typeof claimMoved.ko>[0]["step"]): Writer =>
    (language, ...rest) =>
      claimMoved[language]({ ...claim, step }, ...rest);
  const deposit = {
    bank: "우리은행",
    accountNumber: "1002-123-456789",
    holder: letter.name,
    dueAt: "2026-12-01T15:00:00.000Z",
  };
  const lots = [{ day: "2026-12-29", points: 1_200 }];
  const code = {
    orderId: ORDER_ID,
    number: letter.number,
    email: letter.email,
    language: letter.language,
    code: "048213",
  };
  return {
    order_paid: (language, ...rest) => orderPaid[language](order, ...rest),
    payment_asked: (language, ...rest) =>
      paymentAsked[language]({ ...order, payUntil: letter.payUntil ?? "" }, ...rest),
    deposit_awaited: (language, ...rest) => depositAwaited[language]({ ...order, deposit }, ...rest),
    parcel_sent: (language, ...rest) => parcelSent[language]({ ...order, parcel }, ...rest),
    order_delivered: (language, ...rest) => orderDelivered[language](order, ...rest),
    order_canceled: (language, ...rest) => orderCanceled[language]({ ...order, refund }, ...rest),
    order_refund_asked: (language, ...rest) => refundAsked[language]({ ...order, refund }, ...rest),
    order_refund_withdrawn: (language, ...rest) =>
      refundWithdrawn[language]({ ...order, amount: refund.amount }, ...rest),
    order_refunded: (language, ...rest) => orderRefunded[language]({ ...order, refund }, ...rest),
    claim_requested: moved("requested"),
    claim_collecting: moved("collecting"),
    claim_rejected: moved("rejected"),
    claim_judged: moved("judged"),
    claim_refunded: moved("refunded"),
    points_expiring: (language, { points: page }, shopName) =>
      pointsExpiring[language]({ name: letter.name, lots }, { page }, shopName),
    lookup_code: (language, ...rest) => lookupCode[language](code, ...rest),
  };
}
