import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import { addressOf, type OrderValues } from "./order-paid.ts";
import type { OrderPages } from "./pages.ts";

/** Goods that the mail recommends are not its own: `recommended-goods.ts`. */
export const orderDelivered: LetterTemplate<OrderValues, OrderPages> = {
  ko: (values, pages) => ({
    subject: `상품이 도착했어요: ${values.letter.number}`,
    heading: "상품이 도착했어요",
    blocks: [
      `${values.letter.name}님, 주문하신 상품의 배송이 끝났어요.`,
      { facts: [["주문번호", values.letter.number]] },
      { button: "주문 보기", url: addressOf(values, pages) },
      "받은 상품에 문제가 있으면 주문 페이지에서 반품이나 교환을 신청하실 수 있어요.",
    ],
  }),
  en: (values, pages) => ({
    subject: `Your order ${values.letter.number} has arrived`,
    heading: "Your order has arrived",
    blocks: [
      `${values.letter.name}, the goods of your order were delivered.`,
      { facts: [["Order", values.letter.number]] },
      { button: "See the order", url: addressOf(values, pages) },
      "If something is wrong with them, you can ask for a return or an exchange on the page of the order.",
    ],
  }),
};
