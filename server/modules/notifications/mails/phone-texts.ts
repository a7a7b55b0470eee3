/**
 * The texts of messages to phones. A Korean one is registered with Kakao as it stands here; a change needs
 * a new approval (docs/how-to/phone-messages.md). Pure.
 */
import type { Language } from "../../../platform/language.ts";
import { ownField } from "../../../platform/own-field.ts";

export const messageKinds = [
  "order_paid",
  "payment_asked",
  "deposit_awaited",
  "parcel_sent",
  "order_delivered",
  "order_canceled",
  "order_refunded",
  "claim_requested",
  "claim_collecting",
  "claim_rejected",
  "claim_refunded",
  "restocked",
] as const;
export type MessageKind = (typeof messageKinds)[number];

type MessageText = Readonly<Record<Language, string>>;

export const messageTexts: Readonly<Record<MessageKind, MessageText>> = {
  order_paid: {
    ko: "[#{shop}] #{name}님의 결제를 확인했어요.\n주문번호 #{number}\n결제 금액 #{amount}\n#{link}",
    en: "[#{shop}] Your payment has arrived.\nOrder #{number}\nPaid #{amount}\n#{link}",
  },
  payment_asked: {
    ko: "[#{shop}] #{name}님이 말씀하신 주문을 넣었어요.\n주문번호 #{number}\n결제할 금액 #{amount}\n결제 기한 #{due}\n#{link}",
    en: "[#{shop}] We placed your order.\nOrder #{number}\nTo pay #{amount}\nUntil #{due}\n#{link}",
  },
  deposit_awaited: {
    ko:
      "[#{shop}] 아래 계좌로 입금해 주세요.\n주문번호 #{number}\n입금 계좌 #{account}\n입금 금액 #{amount}\n" +
      "입금 기한 #{due}\n#{link}",
    en:
      "[#{shop}] Please transfer the money.\nOrder #{number}\nAccount #{account}\nAmount #{amount}\n" +
      "Until #{due}\n#{link}",
  },
  parcel_sent: {
    ko: "[#{shop}] 상품을 보냈어요.\n주문번호 #{number}\n#{carrier} #{tracking}\n#{link}",
    en: "[#{shop}] Your parcel is on its way.\nOrder #{number}\n#{carrier} #{tracking}\n#{link}",
  },
  order_delivered: {
    ko: "[#{shop}] 상품이 도착했어요.\n주문번호 #{number}\n#{link}",
    en: "[#{shop}] Your order has arrived.\nOrder #{number}\n#{link}",
  },
  order_canceled: {
    ko: "[#{shop}] 주문하신 상품을 취소했어요.\n주문번호 #{number}\n환불 금액 #{amount}\n#{link}",
    en: "[#{shop}] Goods of your order were canceled.\nOrder #{number}\nYou get back #{amount}\n#{link}",
  },
  order_refunded: {
    ko: "[#{shop}] 환불했어요.\n주문번호 #{number}\n환불 금액 #{amount}\n#{link}",
    en: "[#{shop}] We gave money back.\nOrder #{number}\nYou get back #{amount}\n#{link}",
  },
  claim_requested: {
    ko: "[#{shop}] #{claim} 신청을 받았어요.\n주문번호 #{number}\n#{link}",
    en: "[#{shop}] We have your #{claim} request.\nOrder #{number}\n#{link}",
  },
  claim_collecting: {
    ko: "[#{shop}] #{claim} 신청을 승인했어요. 상품을 보내 주세요.\n주문번호 #{number}\n#{link}",
    en: "[#{shop}] Your #{claim} is approved. Please send the goods.\nOrder #{number}\n#{link}",
  },
  claim_rejected: {
    ko: "[#{shop}] #{claim} 신청을 처리하지 못했어요.\n주문번호 #{number}\n사유 #{reason}\n#{link}",
    en: "[#{shop}] Your #{claim} was not accepted.\nOrder #{number}\nReason #{reason}\n#{link}",
  },
  claim_refunded: {
    ko: "[#{shop}] #{claim} 환불을 마쳤어요.\n주문번호 #{number}\n환불 금액 #{amount}\n#{link}",
    en: "[#{shop}] Your #{claim} is refunded.\nOrder #{number}\nRefunded #{amount}\n#{link}",
  },
  restocked: {
    ko: "[#{shop}] 기다리시던 상품이 다시 들어왔어요.\n#{product}\n#{link}",
    en: "[#{shop}] What you waited for is back.\n#{product}\n#{link}",
  },
};

/** The language of the texts that Kakao approved. */
export const inKakao: Readonly<Record<Language, boolean>> = { ko: true, en: false };

export type MessageValues = Readonly<Record<string, string>>;

const NAMED = /#\{([a-z]+)\}/g;

/** The values that the text names: those of a Kakao template. Throws for one that is missing. */
export function variablesOf(text: string, values: MessageValues): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(NAMED)].map(([, name = ""]) => {
      const value = ownField(values, name);
      if (value === undefined) throw new Error(`a message has no value for ${name}`);
      return [name, value];
    }),
  );
}

export const filledText = (text: string, values: MessageValues): string => {
  const variables = variablesOf(text, values);
  return text.replaceAll(NAMED, (_, name: string) => variables[name] ?? "");
};
