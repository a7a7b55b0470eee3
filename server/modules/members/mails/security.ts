import type { Language } from "../../../platform/language.ts";
import type { Template } from "./letter.ts";
import { minuteOf } from "./moments.ts";

export const suspiciousSession: Template<{ readonly name: string; readonly at: Date }> = {
  ko: ({ name, at }, pages) => ({
    subject: "안전을 위해 로그인을 종료했어요",
    heading: "안전을 위해 로그인을 종료했어요",
    blocks: [
      `${name}님의 계정에서 이미 사용된 로그인 정보가 다시 사용되어 해당 로그인을 종료했어요. 다른 사람이 로그인 정보를 복사했을 수 있어요.`,
      { facts: [["발생 일시", minuteOf(at, "ko")]] },
      "지금 비밀번호를 변경해 주세요. 변경하시면 다른 기기의 로그인도 모두 종료돼요.",
      { button: "비밀번호 재설정하기", url: pages.forgotPassword },
      "공용 컴퓨터나 알 수 없는 프로그램을 사용하신 적이 있다면 함께 확인해 주세요.",
    ],
  }),
  en: ({ name, at }, pages) => ({
    subject: "We ended a sign-in to keep you safe",
    heading: "We ended a sign-in to keep you safe",
    blocks: [
      `${name}, sign-in data of your account that had been used before was used again, ` +
        "so we ended that sign-in. Somebody may have copied it.",
      { facts: [["When", minuteOf(at, "en")]] },
      "Please change your password now. This ends all other sign-ins as well.",
      { button: "Reset my password", url: pages.forgotPassword },
      "If you have used a shared computer or an unknown program lately, have a look at it too.",
    ],
  }),
};

export type SecondFactorChange =
  | "totpOn"
  | "totpOff"
  | "passkeyAdded"
  | "passkeyRemoved"
  | "recoveryCodesRenewed";

const changes: Readonly<Record<Language, Readonly<Record<SecondFactorChange, string>>>> = {
  ko: {
    totpOn: "인증 앱 등록",
    totpOff: "인증 앱 해제",
    passkeyAdded: "패스키 등록",
    passkeyRemoved: "패스키 삭제",
    recoveryCodesRenewed: "복구 코드 재발급",
  },
  en: {
    totpOn: "Authenticator app added",
    totpOff: "Authenticator app removed",
    passkeyAdded: "Passkey added",
    passkeyRemoved: "Passkey removed",
    recoveryCodesRenewed: "New recovery codes",
  },
};

interface FactorNotice {
  readonly name: string;
  readonly what: SecondFactorChange;
  readonly at: Date;
}

export const secondFactorChanged: Template<FactorNotice> = {
  ko: ({ name, what, at }, pages, shop) => ({
    subject: "로그인 보안 설정이 변경됐어요",
    heading: "로그인 보안 설정이 변경됐어요",
    blocks: [
      `${name}님의 ${shop} 계정에서 로그인 보안 설정이 변경됐어요.`,
      {
        facts: [
          ["변경 내용", changes.ko[what]],
          ["변경 일시", minuteOf(at, "ko")],
        ],
      },
      "직접 변경하지 않으셨다면 지금 바로 비밀번호를 재설정하신 뒤 보안 설정을 확인해 주세요.",
      { button: "비밀번호 재설정하기", url: pages.forgotPassword },
    ],
  }),
  en: ({ name, what, at }, pages, shop) => ({
    subject: "Your sign-in security has changed",
    heading: "Your sign-in security has changed",
    blocks: [
      `${name}, the way you sign in to your account at ${shop} was changed.`,
      {
        facts: [
          ["Change", changes.en[what]],
          ["When", minuteOf(at, "en")],
        ],
      },
      "If it was not you, reset your password now, then look through your security settings.",
      { button: "Reset my password", url: pages.forgotPassword },
    ],
  }),
};
