import type { Language } from "../../../platform/language.ts";
import type { Template } from "./letter.ts";
import { dayOf } from "./moments.ts";

export const channels = ["email", "sms", "push"] as const;
export type Channel = (typeof channels)[number];

/** The last choice for each channel, with its time; null when the member never chose. */
export type Choices = Readonly<Record<Channel, { readonly agreed: boolean; readonly at: Date } | null>>;

const words = {
  ko: {
    email: "이메일",
    sms: "문자 메시지",
    push: "앱 푸시",
    agreed: "수신 동의",
    refused: "수신 거부",
    none: "동의하지 않음",
  },
  en: {
    email: "E-mail",
    sms: "Text message",
    push: "App push",
    agreed: "Agreed",
    refused: "Refused",
    none: "Not agreed",
  },
} as const;

const factsOf = (choices: Choices, language: Language) =>
  channels.map((channel) => {
    const { [channel]: label, agreed, refused, none } = words[language];
    const choice = choices[channel];
    const answer = choice && `${choice.agreed ? agreed : refused} (${dayOf(choice.at, language)})`;
    return [label, answer ?? none] as const;
  });

/**
 * The law demands a confirmation within 14 days, with the sender, the choice, its time, and the way to change
 * it.
 */
export const marketingChosen: Template<{ readonly name: string; readonly choices: Choices }> = {
  ko: ({ name, choices }, pages, shop) => ({
    subject: "광고성 정보 수신 설정 결과를 안내해 드려요",
    heading: "광고성 정보 수신 설정 결과",
    blocks: [
      `${name}님께서 ${shop}에 설정하신 광고성 정보 수신 동의 현황을 안내해 드려요.`,
      { facts: factsOf(choices, "ko") },
      "설정은 내 계정에서 언제든지 무료로 변경하거나 철회하실 수 있어요.",
      { button: "수신 설정 확인하기", url: pages.agreements },
      "주문, 배송 등 거래에 꼭 필요한 안내는 수신 설정과 관계없이 보내 드려요.",
    ],
  }),
  en: ({ name, choices }, pages, shop) => ({
    subject: "Your choice about advertising messages",
    heading: "Your choice about advertising messages",
    blocks: [
      `${name}, this is what you have chosen about advertising messages of ${shop}.`,
      { facts: factsOf(choices, "en") },
      "You can change or withdraw it in your account at any time, free of charge.",
      { button: "See my choice", url: pages.agreements },
      "Messages that an order needs, such as about its delivery, are sent in any case.",
    ],
  }),
};
