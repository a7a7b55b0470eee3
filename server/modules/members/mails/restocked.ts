import type { RestockedVariant } from "../../restock/contract.ts";
import type { Template } from "./letter.ts";

interface Values {
  readonly name: string;
  readonly variant: RestockedVariant;
}

/** Asked for by the member: no advertising. */
export const restocked: Template<Values> = {
  ko: ({ name, variant: { productSlug, ko } }, pages) => ({
    subject: `재입고 알림: ${ko.name}`,
    heading: "기다리시던 상품이 다시 들어왔어요",
    blocks: [
      `${name}님, 재입고 알림을 신청하신 상품을 다시 구매하실 수 있어요.`,
      { facts: [["상품", ko.name], ...(ko.options ? [["옵션", ko.options] as const] : [])] },
      { button: "상품 보러 가기", url: pages.product(productSlug) },
      "수량이 많지 않으면 다시 품절될 수 있어요. 알림은 한 번만 보내 드려요.",
      { link: "재입고 알림 관리", url: pages.restockNotices },
    ],
  }),
  en: ({ name, variant: { productSlug, en } }, pages) => ({
    subject: `Back in stock: ${en.name}`,
    heading: "What you waited for is back",
    blocks: [
      `${name}, a product that you asked us about can be bought again.`,
      { facts: [["Product", en.name], ...(en.options ? [["Options", en.options] as const] : [])] },
      { button: "See the product", url: pages.product(productSlug) },
      "It may sell out again. This notice is sent once.",
      { link: "My restock notices", url: pages.restockNotices },
    ],
  }),
};
