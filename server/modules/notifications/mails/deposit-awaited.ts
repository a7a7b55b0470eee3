import type { Language } from "../../../platform/language.ts";
import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import type { OrderLetter } from "../../orders/contract.ts";
import { addressOf, amountText, type OrderValues } from "./order-paid.ts";
import type { OrderPages } from "./pages.ts";

interface DepositValues extends OrderValues {
  readonly deposit: NonNullable<OrderLetter["deposit"]>;
}

/** In the shop's time zone. */
export const dueText = (dueAt: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Seoul" }).format(
    new Date(dueAt),
  );

export const accountText = ({ bank, accountNumber, holder }: DepositValues["deposit"]): string =>
  `${bank} ${accountNumber}${holder === null ? "" : ` (${holder})`}`;

/** Where the money is to be transferred, and until when. */
export const depositAwaited: LetterTemplate<DepositValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `입금을 기다리고 있어요: ${values.letter.number}`,
    heading: "아래 계좌로 입금해 주세요",
    blocks: [
      `${values.letter.name}님, 주문해 주셔서 고마워요. 기한까지 입금하시면 상품을 준비할게요. 기한이 지나면 주문은 취소돼요.`,
      {
        facts: [
          ["주문번호", values.letter.number],
          ["입금 계좌", accountText(values.deposit)],
          ["입금 금액", amountText(values.letter.total, "ko")],
          ["입금 기한", dueText(values.deposit.dueAt, "ko")],
        ],
      },
      { button: "주문 보기", url: addressOf(values, pages) },
    ],
  }),
  en: (values, pages) => ({
    subject: `Waiting for your transfer: order ${values.letter.number}`,
    heading: "Please transfer the money",
    blocks: [
      `${values.letter.name}, thank you for your order. We prepare the goods when the money has arrived. ` +
        "After the due time the order is canceled.",
      {
        facts: [
          ["Order", values.letter.number],
          ["Account", accountText(values.deposit)],
          ["Amount", amountText(values.letter.total, "en")],
          ["Until", dueText(values.deposit.dueAt, "en")],
        ],
      },
      { button: "See the order", url: addressOf(values, pages) },
    ],
  }),
};
