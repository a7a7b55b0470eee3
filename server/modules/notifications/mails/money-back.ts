import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import type { OrderLetter } from "../../orders/contract.ts";
import { addressOf, amountText, type OrderValues } from "./order-paid.ts";
import type { OrderPages } from "./pages.ts";

interface RefundValues extends OrderValues {
  readonly refund: OrderLetter["refunds"][number];
}

const piecesOf = ({ refund }: RefundValues, pieces: (count: number) => string) =>
  refund.pieces.map(({ name, quantity }) => [name, pieces(quantity)] as const);

const ON_ITS_WAY = {
  ko: "환불은 확인한 뒤 결제하신 방법으로 돌려 드려요. 카드사에 따라 며칠 걸릴 수 있어요.",
  en: "The refund is checked, then goes back the way you paid. Your bank may need a few days to show it.",
};
const TO_AN_ACCOUNT = {
  ko: "입금하신 돈은 알려 주신 계좌로 돌려 드려요. 아직 알려 주지 않으셨다면 주문 화면에 환불 계좌를 적어 주세요.",
  en: "A deposit goes back to the account that you name. If you have not yet, name it on the order's page.",
};

const IS_BACK = {
  ko: {
    paidWay: "결제하신 방법으로 돌려 드렸어요. 카드사에 따라 며칠 뒤에 보일 수 있어요.",
    account: "알려 주신 계좌로 보내 드렸어요.",
  },
  en: {
    paidWay: "It went back the way you paid. Your bank may need a few days to show it.",
    account: "It went to the account that you named.",
  },
};

/** How the money comes back. Nothing was transferred where there is no deposit. */
const wayBack = ({ letter }: RefundValues, language: "ko" | "en"): string =>
  (letter.deposit ? TO_AN_ACCOUNT : ON_ITS_WAY)[language];

/** Pieces of a paid order, or all of it, were canceled. */
export const orderCanceled: LetterTemplate<RefundValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `주문이 취소됐어요: ${values.letter.number}`,
    heading: "주문을 취소했어요",
    blocks: [
      `${values.letter.name}님, 아래 상품의 주문을 취소했어요. ${wayBack(values, "ko")}`,
      {
        facts: [
          ["주문번호", values.letter.number],
          ...piecesOf(values, (count) => `${count}개`),
          ["환불 금액", amountText(values.refund.amount, "ko")],
        ],
      },
      { button: "주문 보기", url: addressOf(values, pages) },
    ],
  }),
  en: (values, pages) => ({
    subject: `Canceled: your order ${values.letter.number}`,
    heading: "We canceled your order",
    blocks: [
      `${values.letter.name}, these goods were canceled. ${wayBack(values, "en")}`,
      {
        facts: [
          ["Order", values.letter.number],
          ...piecesOf(values, (count) => `× ${count}`),
          ["You get back", amountText(values.refund.amount, "en")],
        ],
      },
      { button: "See the order", url: addressOf(values, pages) },
    ],
  }),
};

/** A refund that is not with the buyer yet: it waits for a check, or for the buyer's account. */
export const refundAsked: LetterTemplate<RefundValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `환불을 확인하고 있어요: ${values.letter.number}`,
    heading: "환불을 확인하고 있어요",
    blocks: [
      `${values.letter.name}님, 아래 금액의 환불을 요청했고 확인하고 있어요. ${wayBack(values, "ko")}`,
      "환불이 끝나면 다시 알려 드릴게요.",
      {
        facts: [
          ["주문번호", values.letter.number],
          ...piecesOf(values, (count) => `${count}개`),
          ["환불 예정 금액", amountText(values.refund.amount, "ko")],
        ],
      },
      { button: "주문 보기", url: addressOf(values, pages) },
    ],
  }),
  en: (values, pages) => ({
    subject: `Your refund is being checked: ${values.letter.number}`,
    heading: "Your refund is being checked",
    blocks: [
      `${values.letter.name}, this refund was requested and is being checked. ${wayBack(values, "en")}`,
      "We write to you once more when it is done.",
      {
        facts: [
          ["Order", values.letter.number],
          ...piecesOf(values, (count) => `× ${count}`),
          ["You will get back", amountText(values.refund.amount, "en")],
        ],
      },
      { button: "See the order", url: addressOf(values, pages) },
    ],
  }),
};

const wentBack = ({ letter }: RefundValues, language: "ko" | "en"): string =>
  IS_BACK[language][letter.deposit ? "account" : "paidWay"];

/** The buyer has money back. */
export const orderRefunded: LetterTemplate<RefundValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `환불했어요: ${values.letter.number}`,
    heading: "환불했어요",
    blocks: [
      `${values.letter.name}님, 아래 금액을 환불했어요. ${wentBack(values, "ko")}`,
      {
        facts: [
          ["주문번호", values.letter.number],
          ["환불 금액", amountText(values.refund.amount, "ko")],
        ],
      },
      { button: "주문 보기", url: addressOf(values, pages) },
    ],
  }),
  en: (values, pages) => ({
    subject: `Refund for your order ${values.letter.number}`,
    heading: "We gave money back",
    blocks: [
      `${values.letter.name}, we refunded this amount. ${wentBack(values, "en")}`,
      {
        facts: [
          ["Order", values.letter.number],
          ["You get back", amountText(values.refund.amount, "en")],
        ],
      },
      { button: "See the order", url: addressOf(values, pages) },
    ],
  }),
};

interface WithdrawnValues extends OrderValues {
  readonly amount: OrderLetter["total"];
}

/** Staff gave a refund up. It may be the first that its buyer hears of it, so it says what it was. */
export const refundWithdrawn: LetterTemplate<WithdrawnValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `환불 요청이 취소됐어요: ${values.letter.number}`,
    heading: "환불 요청을 취소했어요",
    blocks: [
      `${values.letter.name}님, 이 주문의 환불 요청을 받아 확인했고, 아래 금액은 환불하지 않기로 했어요.`,
      {
        facts: [
          ["주문번호", values.letter.number],
          ["취소된 환불 금액", amountText(values.amount, "ko")],
        ],
      },
      { button: "주문 보기", url: addressOf(values, pages) },
    ],
  }),
  en: (values, pages) => ({
    subject: `Refund request canceled: your order ${values.letter.number}`,
    heading: "The refund request was canceled",
    blocks: [
      `${values.letter.name}, a refund was requested for this order, and we checked it. It will not be made.`,
      {
        facts: [
          ["Order", values.letter.number],
          ["Not refunded", amountText(values.amount, "en")],
        ],
      },
      { button: "See the order", url: addressOf(values, pages) },
    ],
  }),
};
