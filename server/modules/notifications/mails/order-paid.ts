import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import type { Currency, Money } from "../../../platform/money.ts";
import type { OrderLetter } from "../../orders/contract.ts";
import type { OrderPages } from "./pages.ts";

/** An order and how its buyer gets to it. */
export interface OrderValues {
  readonly orderId: string;
  readonly letter: OrderLetter;
}

export const addressOf = ({ orderId, letter }: OrderValues, pages: OrderPages): string =>
  letter.isGuest ? pages.lookup(letter.number) : pages.order(orderId);

/** Made once: making one takes longer than the rest of a mail. */
const inKorean = new Intl.NumberFormat("ko-KR");
const inEnglish = new Map<Currency, Intl.NumberFormat>();

function englishFormat(currency: Currency): Intl.NumberFormat {
  const known = inEnglish.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  inEnglish.set(currency, made);
  return made;
}

/** As pages show it: `12,900원`, `₩12,900`. */
export function amountText({ amount, currency }: Money, language: "ko" | "en"): string {
  if (language === "ko" && currency === "KRW") return `${inKorean.format(amount)}원`;
  const format = englishFormat(currency);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 0));
}

export const goodsOf = ({ items }: OrderLetter, pieces: (count: number) => string) =>
  items.map(({ name, quantity }) => [name, pieces(quantity)] as const);

export const orderPaid: LetterTemplate<OrderValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `주문이 완료됐어요: ${values.letter.number}`,
    heading: "주문해 주셔서 고마워요",
    blocks: [
      `${values.letter.name}님의 결제를 확인했어요. 상품을 준비해서 보내 드릴게요.`,
      {
        facts: [
          ["주문번호", values.letter.number],
          ...goodsOf(values.letter, (count) => `${count}개`),
          ["결제 금액", amountText(values.letter.total, "ko")],
        ],
      },
      { button: "주문 보기", url: addressOf(values, pages) },
    ],
  }),
  en: (values, pages) => ({
    subject: `Your order ${values.letter.number}`,
    heading: "Thank you for your order",
    blocks: [
      `${values.letter.name}, your payment has arrived. We prepare the goods and send them to you.`,
      {
        facts: [
          ["Order", values.letter.number],
          ...goodsOf(values.letter, (count) => `× ${count}`),
          ["Paid", amountText(values.letter.total, "en")],
        ],
      },
      { button: "See the order", url: addressOf(values, pages) },
    ],
  }),
};
