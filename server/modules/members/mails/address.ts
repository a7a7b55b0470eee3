/**
 * Mails about the e-mail of an account. A mail to an unverified e-mail carries no name: a stranger may have
 * typed the name, and could use it to send a message to others in the shop's voice.
 */
import { maskEmail } from "../../../platform/masking.ts";
import type { Template } from "./letter.ts";
import { minuteOf } from "./moments.ts";

export const verifyEmail: Template<{ readonly token: string }> = {
  ko: ({ token }, pages, shop) => ({
    subject: "이메일 주소를 인증해 주세요",
    heading: "이메일 주소를 인증해 주세요",
    blocks: [
      `${shop}에 가입해 주셔서 고마워요. 아래 버튼을 눌러 이메일 인증을 마쳐 주세요.`,
      { button: "이메일 인증하기", url: pages.verifyEmail(token) },
      "이 링크는 24시간 동안 한 번만 쓸 수 있어요. 인증 메일을 다시 요청하시면 이전 링크는 쓸 수 없어요.",
      "가입하신 적이 없다면 이 메일을 무시하셔도 돼요.",
    ],
  }),
  en: ({ token }, pages) => ({
    subject: "Confirm your e-mail address",
    heading: "Confirm your e-mail address",
    blocks: [
      "Thank you for signing up. Use the button below to confirm that this address is yours.",
      { button: "Confirm my address", url: pages.verifyEmail(token) },
      "The link works once, within 24 hours. If you ask for another mail, this link stops working.",
      "If you did not sign up, you can ignore this mail.",
    ],
  }),
};

export const accountExists: Template<object> = {
  ko: (_, pages, shop) => ({
    subject: "이미 가입된 이메일 주소예요",
    heading: `이미 ${shop} 회원이세요`,
    blocks: [
      "이 이메일 주소로 회원 가입을 시도한 기록이 있어요. 이미 가입된 주소라서 새 계정은 만들지 않았고, 기존 계정은 그대로예요.",
      "직접 시도하셨다면 아래 버튼을 눌러 로그인해 주세요.",
      { button: "로그인하기", url: pages.signIn },
      "비밀번호가 기억나지 않으시면 다시 설정하실 수 있어요.",
      { link: "비밀번호 재설정", url: pages.forgotPassword },
      "시도하신 적이 없다면 따로 하실 일은 없어요.",
    ],
  }),
  en: (_, pages) => ({
    subject: "You already have an account",
    heading: "You already have an account",
    blocks: [
      "Somebody tried to sign up with your e-mail address. " +
        "You already have an account, so no new one was made, and yours has not changed.",
      "If it was you, please sign in.",
      { button: "Sign in", url: pages.signIn },
      "If you have forgotten your password, you can set a new one.",
      { link: "Reset my password", url: pages.forgotPassword },
      "If it was not you, there is nothing you need to do.",
    ],
  }),
};

export const confirmNewEmail: Template<{ readonly token: string }> = {
  ko: ({ token }, pages, shop) => ({
    subject: "새 이메일 주소를 확인해 주세요",
    heading: "새 이메일 주소를 확인해 주세요",
    blocks: [
      `${shop} 계정의 이메일을 이 주소로 변경해 달라는 요청을 받았어요. 변경하시려면 아래 버튼을 눌러 주세요.`,
      { button: "이 주소로 변경하기", url: pages.confirmEmail(token) },
      "이 링크는 24시간 동안 한 번만 쓸 수 있고, 확인하시기 전까지는 기존 주소가 유지돼요.",
      "요청하신 적이 없다면 이 메일을 무시해 주세요. 아무것도 바뀌지 않아요.",
    ],
  }),
  en: ({ token }, pages, shop) => ({
    subject: "Confirm your new e-mail address",
    heading: "Confirm your new e-mail address",
    blocks: [
      `We were asked to make this the e-mail address of an account at ${shop}. ` +
        "To do so, use the button below.",
      { button: "Use this address", url: pages.confirmEmail(token) },
      "The link works once, within 24 hours. Until then the account keeps its present address.",
      "If you did not ask for this, ignore this mail. Nothing will change.",
    ],
  }),
};

/** To the old e-mail: its last mail, and the only warning when a stranger changed it. */
export const emailChanged: Template<{ readonly name: string; readonly newEmail: string; readonly at: Date }> =
  {
    ko: ({ name, newEmail, at }, _pages, shop) => ({
      subject: "계정의 이메일 주소가 변경됐어요",
      heading: "이메일 주소가 변경됐어요",
      blocks: [
        `${name}님의 ${shop} 계정 이메일이 아래와 같이 변경됐어요. 앞으로는 새 주소로 로그인해 주세요. 안내 메일도 새 주소로 보내 드려요.`,
        {
          facts: [
            ["새 이메일", maskEmail(newEmail)],
            ["변경 일시", minuteOf(at, "ko")],
          ],
        },
        "직접 변경하지 않으셨다면 다른 사람이 계정을 사용하고 있을 수 있어요. 이 메일을 지우지 마시고 바로 상점의 고객센터로 연락해 주세요. " +
          "계정을 되찾도록 도와드릴게요.",
        "같은 비밀번호를 사용하는 다른 서비스가 있다면 그곳의 비밀번호도 변경해 주세요.",
      ],
    }),
    en: ({ name, newEmail, at }, _pages, shop) => ({
      subject: "Your account’s e-mail address has changed",
      heading: "Your e-mail address has changed",
      blocks: [
        `${name}, your account at ${shop} has a new e-mail address. ` +
          "From now on you sign in with it, and our mails go there.",
        {
          facts: [
            ["New address", maskEmail(newEmail)],
            ["Changed", minuteOf(at, "en")],
          ],
        },
        "If it was not you, somebody else may be using your account. Keep this mail and contact the shop’s " +
          "customer service at once: we will help you to get the account back.",
        "If you use the same password elsewhere, change it there too.",
      ],
    }),
  };
