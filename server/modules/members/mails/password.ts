import type { Template } from "./letter.ts";
import { minuteOf } from "./moments.ts";

export const resetPassword: Template<{ readonly token: string }> = {
  ko: ({ token }, pages) => ({
    subject: "비밀번호를 다시 설정해 주세요",
    heading: "비밀번호 재설정 안내",
    blocks: [
      "비밀번호를 다시 설정해 달라는 요청을 받았어요. 아래 버튼을 눌러 새 비밀번호를 설정해 주세요.",
      { button: "비밀번호 재설정하기", url: pages.resetPassword(token) },
      "이 링크는 30분 동안 한 번만 쓸 수 있어요. 다시 요청하시면 이전 링크는 쓸 수 없어요.",
      "요청하신 적이 없다면 이 메일을 무시해 주세요. 비밀번호는 바뀌지 않아요.",
    ],
  }),
  en: ({ token }, pages) => ({
    subject: "Reset your password",
    heading: "Reset your password",
    blocks: [
      "We were asked to reset your password. Use the button below to choose a new one.",
      { button: "Choose a new password", url: pages.resetPassword(token) },
      "The link works once, within 30 minutes. If you ask again, this link stops working.",
      "If you did not ask for this, ignore this mail. Your password stays as it is.",
    ],
  }),
};

interface PasswordChange {
  readonly name: string;
  /** `reset` ended all sessions; `changed` ended all but the session of the request. */
  readonly how: "changed" | "reset";
  readonly at: Date;
}

export const passwordChanged: Template<PasswordChange> = {
  ko: ({ name, how, at }, pages, shop) => ({
    subject: "비밀번호가 변경됐어요",
    heading: "비밀번호가 변경됐어요",
    blocks: [
      `${name}님의 ${shop} 계정 비밀번호가 변경됐어요.`,
      { facts: [["변경 일시", minuteOf(at, "ko")]] },
      how === "reset"
        ? "안전을 위해 모든 기기에서 로그아웃했어요. 새 비밀번호로 다시 로그인해 주세요."
        : "안전을 위해 변경하신 기기를 뺀 모든 기기에서 로그아웃했어요.",
      "직접 변경하지 않으셨다면 지금 바로 비밀번호를 재설정해 주세요.",
      { button: "비밀번호 재설정하기", url: pages.forgotPassword },
    ],
  }),
  en: ({ name, how, at }, pages, shop) => ({
    subject: "Your password has changed",
    heading: "Your password has changed",
    blocks: [
      `${name}, the password of your account at ${shop} was changed.`,
      { facts: [["Changed", minuteOf(at, "en")]] },
      how === "reset"
        ? "To be safe, you were signed out on all devices. Please sign in with your new password."
        : "To be safe, you were signed out on all devices but the one you used.",
      "If it was not you, reset your password now.",
      { button: "Reset my password", url: pages.forgotPassword },
    ],
  }),
};
