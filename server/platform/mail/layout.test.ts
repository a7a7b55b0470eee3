import { describe, expect, test } from "vitest";
import { type Letterhead, type MailContent, renderMail } from "./layout.ts";

const letterhead: Letterhead = {
  language: "ko",
  shopName: "장터",
  shopUrl: "https://shop.test/",
  footer: "답장을 확인하지 못해요.",
};
const content: MailContent = {
  subject: "[장터] 인증",
  heading: "이메일 인증",
  blocks: [
    "버튼을 눌러 주세요.",
    { button: "인증하기", url: "https://shop.test/verify-email#token=a&b" },
    { facts: [["요청 일시", "2026년 1월 2일"]] },
    { link: "도움말", url: "https://shop.test/help" },
  ],
};

test("the text says everything that the HTML says, the links' addresses too", () => {
  const { text, subject } = renderMail(content, letterhead);
  expect(subject).toBe("[장터] 인증");
  expect(text).toBe(`이메일 인증

버튼을 눌러 주세요.

인증하기:
https://shop.test/verify-email#token=a&b

- 요청 일시: 2026년 1월 2일

도움말:
https://shop.test/help

--
답장을 확인하지 못해요.
장터 https://shop.test/
`);
});

test("the button's address is a link and also text, for programs that show no buttons", () => {
  const { html } = renderMail(content, letterhead);
  const escaped = "https://shop.test/verify-email#token=a&amp;b";
  expect(html).toContain(`>인증하기</a>`);
  expect(html.split(`href="${escaped}"`)).toHaveLength(3);
  expect(html).toContain(`>${escaped}</a>`);
});

test("an order number stays on its line beside a long name, which breaks between words", () => {
  const facts = [["달항아리 머그 두 가지 빛깔 손빚음 한정판", "261130-DA3FVKT"]] as const;
  const { html } = renderMail({ ...content, blocks: [{ facts }] }, letterhead);
  expect(html).toMatch(/white-space:nowrap;">261130-DA3FVKT</);
  expect(html).not.toMatch(/white-space:nowrap;">달항아리/);
});

test("nothing is loaded from anywhere, and nothing runs", () => {
  const { html } = renderMail(content, letterhead);
  expect(html).not.toMatch(/<(script|img|link|style|iframe|form)|url\(|@import|\bon\w+=/i);
  expect(html).toContain('<html lang="ko">');
});

describe("any value is text:", () => {
  const attack = `<img src=x onerror=alert(1)>"'&amp;</title></td>`;
  const everywhere: MailContent = {
    subject: attack,
    heading: attack,
    blocks: [
      attack,
      { button: attack, url: attack },
      { link: attack, url: attack },
      { facts: [[attack, attack]] },
    ],
  };

  test("in each place of the HTML", () => {
    const { html } = renderMail(everywhere, {
      ...letterhead,
      shopName: attack,
      shopUrl: attack,
      footer: attack,
    });
    // As long as the attack: short values stay on a line.
    const x = "x".repeat(attack.length);
    const plain = renderMail(
      {
        subject: x,
        heading: x,
        blocks: [x, { button: x, url: x }, { link: x, url: x }, { facts: [[x, x]] }],
      },
      { ...letterhead, shopName: x, shopUrl: x, footer: x },
    ).html;
    const escaped = "&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;amp;&lt;/title&gt;&lt;/td&gt;";
    expect(html).not.toContain("<img");
    expect(html.replaceAll(escaped, x)).toBe(plain);
  });
});
