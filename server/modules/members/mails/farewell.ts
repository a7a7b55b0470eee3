import type { Template } from "./letter.ts";
import { minuteOf } from "./moments.ts";

/**
 * The last mail. It lists the deleted data, and the data that the law or the shop keeps, with its retention.
 */
export const farewell: Template<{ readonly name: string; readonly at: Date }> = {
  ko: ({ name, at }) => ({
    subject: "회원 탈퇴가 완료됐어요",
    heading: "회원 탈퇴가 완료됐어요",
    blocks: [
      `${name}님, 그동안 이용해 주셔서 고마워요. 회원 정보와 배송지, 장바구니, 로그인 정보는 모두 삭제했어요.`,
      { facts: [["탈퇴 일시", minuteOf(at, "ko")]] },
      "다음 정보는 아래 기간 동안 보관한 뒤 삭제해요.",
      {
        facts: [
          ["주문 기록", "5년 (전자상거래법)"],
          ["결제 기록", "5년 (전자상거래법)"],
          ["약관 등에 동의한 기록", "5년 (동의 사실의 증명)"],
          ["이메일의 해시값", "30일 (부정 재가입 방지)"],
        ],
      },
      "탈퇴하신 계정은 되돌릴 수 없고, 이 메일 이후에는 안내 메일을 보내 드리지 않아요.",
    ],
  }),
  en: ({ name, at }) => ({
    subject: "Your account is closed",
    heading: "Your account is closed",
    blocks: [
      `${name}, thank you for having been with us. ` +
        "Your profile, addresses, cart and sign-ins have been deleted.",
      { facts: [["Closed", minuteOf(at, "en")]] },
      "What follows is kept for a while, then deleted.",
      {
        facts: [
          ["Orders", "5 years (E-Commerce Act)"],
          ["Payments", "5 years (E-Commerce Act)"],
          ["What you agreed to", "5 years (as a proof)"],
          ["Hash of your e-mail", "30 days (against abuse)"],
        ],
      },
      "A closed account cannot be brought back, and this is our last mail to you.",
    ],
  }),
};
