import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import { addressOf, amountText, goodsOf, type OrderValues } from "./order-paid.ts";
import type { OrderPages } from "./pages.ts";

interface PaymentValues extends OrderValues {
  /** Until then it can be paid. */
  readonly payUntil: string;
}

const untilText = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Seoul" }).format(
    new Date(at),
  );

/** For an order that staff placed. */
export const paymentAsked: LetterTemplate<PaymentValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `결제를 기다리고 있어요: ${values.letter.number}`,
    heading: "주문을 확인하고 결제해 주세요",
    blocks: [
      `${values.letter.name}님이 말씀하신 주문을 저희가 대신 넣었어요. 결제하시면 상품을 준비해요.`,
      {
        facts: [
          ["주문번호", values.letter.number],
          ...goodsOf(values.letter, (count) => `${count}개`),
          ["결제할 금액", amountText(values.letter.total, "ko")],
          ["결제 기한", untilText(values.payUntil, "ko-KR")],
        ],
      },
      { button: "주문 보고 결제하기", url: addressOf(values, pages) },
      "주문하신 적이 없다면 이 메일을 지워 주세요. 결제하지 않으면 주문은 저절로 취소돼요.",
    ],
  }),
  en: (values, pages) => ({
    subject: `Your order ${values.letter.number} waits for its payment`,
    heading: "Please check and pay your order",
    blocks: [
      `${values.letter.name}, we placed the order that you told us. Once you pay, we prepare the goods.`,
      {
        facts: [
          ["Order", values.letter.number],
          ...goodsOf(values.letter, (count) => `× ${count}`),
          ["To pay", amountText(values.letter.total, "en")],
          ["Until", untilText(values.payUntil, "en-US")],
        ],
      },
      { button: "See and pay the order", url: addressOf(values, pages) },
      "If you ordered nothing, delete this mail. Without a payment the order is canceled by itself.",
    ],
  }),
};
