/**
 * Goods that a mail recommends. They make it advertising (Act on Promotion of Information and Communications
 * Network Utilization, article 50): the mark stands first in the subject, and a free way out at the end.
 * Pure.
 */
import type { Language } from "../../../platform/language.ts";
import type { Block, MailContent } from "../../../platform/mail/layout.ts";
import type { Money } from "../../../platform/money.ts";
import { amountText } from "./order-paid.ts";
import type { OrderPages } from "./pages.ts";

export interface RecommendedProduct {
  readonly slug: string;
  readonly name: string;
  readonly price: Money;
}

const words = {
  ko: {
    title: "이런 상품은 어떠세요?",
    why: "광고성 정보를 메일로 받기로 하셔서 추천 상품을 함께 보내 드려요. 동의는 언제든지 무료로 거두실 수 있어요.",
    refuse: "무료 수신거부",
  },
  en: {
    title: "You may also like",
    why:
      "These goods are in this mail because you agreed to advertising by e-mail. " +
      "You can withdraw that at any time, free of charge.",
    refuse: "Unsubscribe free of charge",
  },
} as const;

/** The mail with these goods at its end; without any, the mail as it is. */
export function withGoods(
  content: MailContent,
  goods: readonly RecommendedProduct[],
  language: Language,
  pages: OrderPages,
): MailContent {
  if (goods.length === 0) return content;
  const { title, why, refuse } = words[language];
  const links = goods.map(
    ({ name, price, slug }): Block => ({
      link: `${name} · ${amountText(price, language)}`,
      url: pages.product(slug),
    }),
  );
  const blocks = [...content.blocks, title, ...links, why, { link: refuse, url: pages.agreements }];
  return { ...content, blocks, advertises: true };
}
