import type { LetterTemplate } from "../../../platform/mail/send-letter.ts";
import type { ClaimLetter } from "../../orders/contract.ts";
import { addressOf, amountText, type OrderValues } from "./order-paid.ts";
import type { OrderPages } from "./pages.ts";

/** The steps of a claim of which its buyer gets a mail. */
export const mailedSteps = ["requested", "collecting", "rejected", "refunded"] as const;
/** `judged`: staff decided that it is another one's fault. */
type MailedStep = (typeof mailedSteps)[number] | "judged";

interface ClaimValues extends OrderValues {
  readonly step: MailedStep;
  readonly claim: ClaimLetter;
}

interface Words {
  readonly subject: string;
  readonly text: string;
}

export const claimWords = {
  ko: { return: "반품", exchange: "교환" },
  en: { return: "return", exchange: "exchange" },
};

const korean: Readonly<Record<MailedStep, (kind: string) => Words>> = {
  requested: (kind) => ({
    subject: `${kind} 신청을 받았어요`,
    text: `${kind} 신청을 받았어요. 확인하고 메일로 알려 드릴게요.`,
  }),
  collecting: (kind) => ({
    subject: `${kind} 신청을 승인했어요`,
    text: `${kind} 신청을 승인했어요. 상품을 보내 주시면 확인한 뒤에 처리해 드릴게요.`,
  }),
  rejected: (kind) => ({
    subject: `${kind} 신청을 처리하지 못했어요`,
    text: `${kind} 신청을 처리해 드리지 못했어요. 아래 사유를 확인해 주세요.`,
  }),
  judged: (kind) => ({
    subject: `${kind} 사유를 다시 확인했어요`,
    text: `${kind} 신청을 확인하고 사유를 아래와 같이 바꿨어요. 바뀐 금액을 확인해 주세요.`,
  }),
  refunded: (kind) => ({
    subject: `${kind} 환불을 마쳤어요`,
    text: "보내 주신 상품을 확인하고 환불했어요. 결제하신 방법으로 돌려 드려요.",
  }),
};
const english: Readonly<Record<MailedStep, (kind: string) => Words>> = {
  requested: (kind) => ({
    subject: `We have your request for ${article(kind)}`,
    text: `we have your request for ${article(kind)}. We look at it and write to you.`,
  }),
  collecting: (kind) => ({
    subject: `Your ${kind} is approved`,
    text: `your ${kind} is approved. Please send the goods back; we go on when they are here.`,
  }),
  rejected: (kind) => ({
    subject: `Your ${kind} was not accepted`,
    text: `we cannot accept your ${kind}. Please see the reason below.`,
  }),
  judged: (kind) => ({
    subject: `We looked at the reason of your ${kind} again`,
    text: `we looked at your ${kind} and changed its reason as below. Please see what it costs now.`,
  }),
  refunded: (kind) => ({
    subject: `Your ${kind} is refunded`,
    text: "the goods came back, and we refunded them. The money goes back the way you paid.",
  }),
};

const article = (kind: string): string => (kind === "exchange" ? "an exchange" : `a ${kind}`);

type Fact = readonly [string, string];

function factsOf({ letter, claim, step }: ClaimValues, language: "ko" | "en"): Fact[] {
  const korean = language === "ko";
  const { kind, fault, refund, returnFee, decision } = claim;
  return [
    [korean ? "주문번호" : "Order", letter.number],
    ...claim.pieces.map(({ name, quantity, wanted }): Fact => {
      const count = korean ? `${quantity}개` : `× ${quantity}`;
      return [name, wanted === undefined ? count : `${count} → ${wanted}`];
    }),
    ...(step === "rejected" && decision ? [[korean ? "사유" : "Reason", decision] as const] : []),
    ...(step === "judged" ? [[korean ? "사유" : "Reason", faults[language][fault]] as const] : []),
    ...(step !== "rejected" && returnFee.amount > 0
      ? [[fees[language][kind], amountText(returnFee, language)] as const]
      : []),
    ...(step !== "rejected" && refund
      ? [[refundTerm(step, language), amountText(refund, language)] as const]
      : []),
  ];
}

const faults = {
  ko: { buyer: "단순 변심", seller: "상품 불량·오배송" },
  en: { buyer: "A change of mind", seller: "A fault of the goods, or other goods than were ordered" },
};
const fees = {
  ko: { return: "반품 배송비", exchange: "교환 배송비 (새 상품을 보내기 전에 받아요)" },
  en: { return: "Return fee", exchange: "Fee of the exchange, to be paid before we send the new goods" },
};

const refundTerm = (step: MailedStep, language: "ko" | "en"): string =>
  step === "refunded"
    ? { ko: "환불 금액", en: "Refunded" }[language]
    : { ko: "예상 환불 금액", en: "Expected refund" }[language];

export const claimMoved: LetterTemplate<ClaimValues, OrderPages> = {
  ko: (values, pages) => {
    const { subject, text } = korean[values.step](claimWords.ko[values.claim.kind]);
    return {
      subject: `${subject}: ${values.letter.number}`,
      heading: subject,
      blocks: [
        `${values.letter.name}님, ${text}`,
        { facts: factsOf(values, "ko") },
        { button: "주문 보기", url: addressOf(values, pages) },
      ],
    };
  },
  en: (values, pages) => {
    const { subject, text } = english[values.step](claimWords.en[values.claim.kind]);
    return {
      subject: `${subject}: ${values.letter.number}`,
      heading: subject,
      blocks: [
        `${values.letter.name}, ${text}`,
        { facts: factsOf(values, "en") },
        { button: "See the order", url: addressOf(values, pages) },
      ],
    };
  },
};
