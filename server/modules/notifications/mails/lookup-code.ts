import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import type { LookupLetter } from "../../orders/contract.ts";
import type { OrderPages } from "./pages.ts";

/** Without a code for a member's order, which opens after signing in. */
export const lookupCode: LetterTemplate<LookupLetter, OrderPages> = {
  ko: ({ number, code, orderId }, pages) => ({
    subject: code === null ? `주문 조회: ${number}` : `주문 조회 인증번호: ${number}`,
    heading: "주문 조회",
    blocks:
      code === null
        ? [
            "회원으로 주문하셨어요. 로그인하면 주문을 볼 수 있어요.",
            { button: "주문 보기", url: pages.order(orderId) },
          ]
        : [
            "주문 조회 화면에 아래 인증번호를 적어 주세요. 10분 동안 쓸 수 있어요.",
            {
              facts: [
                ["인증번호", code],
                ["주문번호", number],
              ],
            },
            { link: "주문 조회 화면 열기", url: pages.lookup(number) },
            "요청하지 않으셨다면 이 메일을 지워 주세요. 인증번호를 다른 사람에게 알려 주지 마세요.",
          ],
  }),
  en: ({ number, code, orderId }, pages) => ({
    subject: code === null ? `Find your order ${number}` : `Code to open your order ${number}`,
    heading: "Find your order",
    blocks:
      code === null
        ? [
            "You ordered as a member. Sign in to see the order.",
            { button: "See the order", url: pages.order(orderId) },
          ]
        : [
            "Please enter this code on the page for finding an order. It works for ten minutes.",
            {
              facts: [
                ["Code", code],
                ["Order", number],
              ],
            },
            { link: "Open that page", url: pages.lookup(number) },
            "If you did not ask for it, delete this mail. Do not give the code to other people.",
          ],
  }),
};
