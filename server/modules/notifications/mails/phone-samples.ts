/** What messages name, made up, for their previews. Pure. */
import type { Language } from "../../../platform/language.ts";
import { pagesOf } from "./pages.ts";
import type { MessageKind, MessageValues } from "./phone-texts.ts";

const words = {
  ko: {
    name: "김서연",
    amount: "51,000원",
    due: "2026년 12월 2일 오전 12:00",
    account: "우리은행 1002-123-456789 (김서연)",
    product: "달항아리 머그 (아이보리)",
    return: "반품",
    reason: "사용한 흔적이 있어요",
  },
  en: {
    name: "Kim Seoyeon",
    amount: "₩51,000",
    due: "December 2, 2026 at 12:00 AM",
    account: "Woori Bank 1002-123-456789 (Kim Seoyeon)",
    product: "Moon jar mug (Ivory)",
    return: "return",
    reason: "It was used",
  },
};

export function sampleValues(kind: MessageKind, language: Language, shopUrl: string): MessageValues {
  const { return: claim, ...rest } = words[language];
  const pages = pagesOf(shopUrl, language);
  const link =
    kind === "restocked"
      ? pages.product("moon-jar-mug")
      : pages.order("00000000-0000-7000-8000-000000000000");
  return {
    ...rest,
    claim,
    number: "261128-7K3M9QX",
    carrier: "CJ대한통운",
    tracking: "123456789012",
    link,
  };
}
