import type { Language } from "../../../platform/language.ts";
import type { Template } from "./letter.ts";

const roles: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ko: {
    owner: "대표 운영자",
    manager: "매니저",
    catalogue: "상품 담당",
    orders: "주문 담당",
    support: "고객 지원 담당",
    analyst: "분석 담당",
  },
  en: {
    owner: "Owner",
    manager: "Manager",
    catalogue: "Catalogue",
    orders: "Orders",
    support: "Customer support",
    analyst: "Analyst",
  },
};

/** `role` as in roles.ts. A role without a name here is shown as it is. */
export const staffInvitation: Template<{ readonly role: string; readonly token: string }> = {
  ko: ({ role, token }, pages, shop) => ({
    subject: "운영진으로 초대해요",
    heading: `${shop} 운영진으로 초대해요`,
    blocks: [
      `${shop}의 운영진으로 초대받으셨어요. 아래 버튼을 눌러 초대를 수락해 주세요.`,
      { facts: [["역할", roles.ko[role] ?? role]] },
      { button: "초대 수락하기", url: pages.invitation(token) },
      "이 링크는 72시간 동안 한 번만 쓸 수 있어요. 다른 사람에게 전달하지 마세요.",
      "초대를 예상하지 않으셨다면 이 메일을 무시하셔도 돼요.",
    ],
  }),
  en: ({ role, token }, pages, shop) => ({
    subject: "You are invited to the staff",
    heading: `You are invited to the staff of ${shop}`,
    blocks: [
      "You are invited to help run the shop. Use the button below to accept.",
      { facts: [["Role", roles.en[role] ?? role]] },
      { button: "Accept the invitation", url: pages.invitation(token) },
      "The link works once, within 72 hours. Do not pass it on.",
      "If you did not expect an invitation, you can ignore this mail.",
    ],
  }),
};
