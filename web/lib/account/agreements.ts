import type { MarketingChoice, MemberAgreement } from "../api/types.ts";

/** The channels of advertising, by the codes of their agreements. */
export const channels = { marketing_email: "email", marketing_sms: "sms", marketing_push: "push" } as const;
export type MarketingCode = keyof typeof channels;

export const isMarketing = (code: MemberAgreement["code"]): code is MarketingCode => code in channels;

export const marketingChoice = (code: MarketingCode, agreed: boolean): MarketingChoice => ({
  [channels[code]]: agreed,
});
