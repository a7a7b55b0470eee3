import { describe, expect, test } from "vitest";
import type { Language } from "../../../platform/language.ts";
import { accountExists, confirmNewEmail, emailChanged, verifyEmail } from "./address.ts";
import { farewell } from "./farewell.ts";
import { staffInvitation } from "./invitation.ts";
import { type Template, writeLetter } from "./letter.ts";
import { marketingChosen } from "./marketing.ts";
import { passwordChanged, resetPassword } from "./password.ts";
import { questionAnswered } from "./question-answered.ts";
import { restocked } from "./restocked.ts";
import { type SecondFactorChange, secondFactorChanged, suspiciousSession } from "./security.ts";

const at = new Date("2026-01-02T15:46:43Z");
const name = "김하나";
const token = "tOkEn_-1";
const shopName = { ko: "달상점", en: "Moon Shop" };
const write = <Values>(template: Template<Values>, values: Values, language: Language) =>
  writeLetter(template, values, { shopUrl: "https://shop.test", shopName, language });

const choices = { email: { agreed: true, at }, sms: { agreed: false, at }, push: null };
const variant = {
  productSlug: "moon-jar-mug",
  ko: { name: "달항아리 머그", options: "색상: 백자" },
  en: { name: "Moon Jar Mug", options: "Colour: White" },
};
const letters: Readonly<Record<string, (language: Language) => ReturnType<typeof write>>> = {
  verifyEmail: (language) => write(verifyEmail, { token }, language),
  accountExists: (language) => write(accountExists, {}, language),
  confirmNewEmail: (language) => write(confirmNewEmail, { token }, language),
  emailChanged: (language) => write(emailChanged, { name, newEmail: "hana@new.test", at }, language),
  resetPassword: (language) => write(resetPassword, { token }, language),
  passwordChanged: (language) => write(passwordChanged, { name, how: "changed", at }, language),
  passwordReset: (language) => write(passwordChanged, { name, how: "reset", at }, language),
  suspiciousSession: (language) => write(suspiciousSession, { name, at }, language),
  secondFactorChanged: (language) => write(secondFactorChanged, { name, what: "totpOff", at }, language),
  marketingChosen: (language) => write(marketingChosen, { name, choices }, language),
  staffInvitation: (language) => write(staffInvitation, { role: "support", token }, language),
  restocked: (language) => write(restocked, { name, variant }, language),
  questionAnswered: (language) =>
    write(questionAnswered, { name, product: { slug: "mug", ko: "머그", en: "Mug" } }, language),
  questionOfNoProduct: (language) => write(questionAnswered, { name, product: null }, language),
  farewell: (language) => write(farewell, { name, at }, language),
};
const each = Object.entries(letters).map(([kind, letter]) => ({ kind, letter }));

describe.each(each)("$kind", ({ letter }) => {
  test("is Korean in one language and English in the other, with the shop's name before its subject", () => {
    const [korean, english] = [letter("ko"), letter("en")];
    expect(korean.subject).toMatch(/^\[달상점\] .*[가-힣]/);
    expect(english.subject).toMatch(/^\[Moon Shop\] /);
    expect(english.text.replace(name, "")).not.toMatch(/[가-힣]/);
    // No words of another brand than the shop's.
    expect(`${korean.text}${english.text}`).not.toMatch(/장터|Jangteo/i);
    expect(korean.html).toContain('<html lang="ko">');
    expect(english.html).toContain('<html lang="en">');
  });

  test("speaks to the reader as the shop's pages do", () => {
    const sentences = letter("ko").text.match(/[^.\n]+\.(?=\s|$)/g) ?? [];
    expect(sentences.length).toBeGreaterThan(2);
    expect(sentences.filter((sentence) => !/요\.$/.test(sentence))).toEqual([]);
  });

  test("leads to nothing but the shop's own pages, in its own language", () => {
    for (const language of ["ko", "en"] as const) {
      const { html, text } = letter(language);
      const addresses = [...`${html}\n${text}`.matchAll(/https?:\/\/[^\s"<]+/g)].map(([address]) => address);
      const home = language === "en" ? "https://shop.test/en" : "https://shop.test/";
      expect(addresses.length).toBeGreaterThan(0);
      expect(addresses.filter((address) => !address.startsWith(home))).toEqual([]);
      if (language === "ko")
        expect(addresses.filter((address) => address.startsWith(`${home}en`))).toEqual([]);
    }
  });
});

test.each([
  ["verifyEmail", "verify-email"],
  ["resetPassword", "reset-password"],
  ["confirmNewEmail", "confirm-email"],
  ["staffInvitation", "invitation"],
])("%s carries its token in the fragment of /%s, which browsers never send", (kind, page) => {
  expect(letters[kind]?.("ko").text).toContain(`https://shop.test/${page}#token=${token}\n`);
  expect(letters[kind]?.("en").html).toContain(`https://shop.test/en/${page}#token=${token}"`);
});

test("the mail about an existing account links to the sign-in and to a new password", () => {
  const { text } = write(accountExists, {}, "ko");
  expect(text).toContain("https://shop.test/sign-in");
  expect(text).toContain("https://shop.test/forgot-password");
});

test("the mail about advertising has each channel's answer with its day in Korea", () => {
  const { text } = write(marketingChosen, { name, choices }, "ko");
  expect(text).toContain("- 이메일: 수신 동의 (2026년 1월 3일)");
  expect(text).toContain("- 문자 메시지: 수신 거부 (2026년 1월 3일)");
  expect(text).toContain("- 앱 푸시: 동의하지 않음");
  expect(write(marketingChosen, { name, choices }, "en").text).toContain("- E-mail: Agreed (3 January 2026)");
});

test("the mail to the old e-mail masks the new one, and says what to do", () => {
  const { text, html } = write(emailChanged, { name, newEmail: "hana@new.test", at }, "ko");
  expect(text).toContain("- 새 이메일: ha***@new.test");
  expect(text + html).not.toContain("hana@");
  expect(text).toContain("고객센터");
  expect(text).toContain("2026년 1월 3일 00:46 (한국 시간)");
});

test("the farewell lists the retained data and its retention", () => {
  const { text } = write(farewell, { name, at }, "ko");
  expect(text).toMatch(/주문 기록: 5년[\s\S]*결제 기록: 5년[\s\S]*해시값: 30일/);
});

test("each change of the second factor has its own words", () => {
  const all: SecondFactorChange[] = [
    "totpOn",
    "totpOff",
    "passkeyAdded",
    "passkeyRemoved",
    "recoveryCodesRenewed",
  ];
  for (const language of ["ko", "en"] as const) {
    expect(
      new Set(all.map((what) => write(secondFactorChanged, { name, what, at }, language).text)).size,
    ).toBe(5);
  }
});

test("a name is shown as text, also when it has markup", () => {
  const evil = '<a href="https://evil.test">장터</a>';
  const { html } = write(passwordChanged, { name: evil, how: "changed", at }, "ko");
  expect(html).not.toContain('<a href="https://evil.test');
  expect(html).toContain("&lt;a href=&quot;https://evil.test&quot;&gt;장터&lt;/a&gt;님");
});
