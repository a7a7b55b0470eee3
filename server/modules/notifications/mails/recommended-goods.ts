/**
 * Goods that a mail recommends. They make it advertising (Act on Promotion of Information and Communications
 * Network Utilization, article 50; its decree, annex 6): the mark stands first in the subject, and the end
 * says who sent it, with address and phone, and has a free way out. Pure.
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

/** Who sends advertising. */
export interface Advertiser {
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string | null;
}

/** What a mail recommends, and in whose name. */
export interface MailAdvertising {
  readonly goods: readonly RecommendedProduct[];
  readonly sender: Readonly<Record<Language, Advertiser>>;
}

const words = {
  ko: {
    title: "이런 상품은 어떠세요?",
    why: "광고성 정보를 메일로 받기로 하셔서 추천 상품을 함께 보내 드려요. 동의는 언제든지 무료로 거두실 수 있어요.",
    refuse: "무료 수신거부",
    sender: "보내는 곳",
    address: "주소",
    phone: "전화",
    email: "이메일",
  },
  en: {
    title: "You may also like",
    why:
      "These goods are in this mail because you agreed to advertising by e-mail. " +
      "You can withdraw that at any time, free of charge.",
    refuse: "Unsubscribe free of charge",
    sender: "Sender",
    address: "Address",
    phone: "Phone",
    email: "E-mail",
  },
} as const;

/** The mail with these goods at its end; without any, the mail as it is. */
export function withGoods(
  content: MailContent,
  recommended: MailAdvertising | null,
  language: Language,
  pages: OrderPages,
): MailContent {
  if (recommended === null || recommended.goods.length === 0) return content;
  const { goods, sender } = recommended;
  const { title, why, refuse } = words[language];
  const links = goods.map(
    ({ name, price, slug }): Block => ({
      link: `${name} · ${amountText(price, language)}`,
      url: pages.product(slug),
    }),
  );
  const ending: Block[] = [
    why,
    { link: refuse, url: pages.agreements },
    senderBlock(sender[language], language),
  ];
  const blocks = [...content.blocks, title, ...links, ...ending];
  return { ...content, blocks, advertises: true };
}

function senderBlock({ name, address, phone, email }: Advertiser, language: Language): Block {
  const label = words[language];
  const facts: [label: string, value: string][] = [
    [label.sender, name],
    [label.address, address],
    [label.phone, phone],
  ];
  return { facts: email === null ? facts : [...facts, [label.email, email]] };
}
