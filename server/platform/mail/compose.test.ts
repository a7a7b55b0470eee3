import { expect, test } from "vitest";
import { composeMail } from "./compose.ts";

const mail = {
  from: { name: "달상점", address: "no-reply@jangteo.test" },
  to: "kim@shop.test",
  subject: "주문이 완료됐어요",
  language: "ko",
  messageId: "<one@jangteo.test>",
  text: "가나다\n.\n끝",
  html: `<p>${"긴 줄 ".repeat(500)}</p>\n`,
} as const;

/** Splits a composed mail into its headers and the decoded bodies of its parts. */
function read(raw: string) {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? "";
  const parts = rest.join("\r\n\r\n").split(`--${boundary}`).slice(1, -1);
  return {
    head,
    parts: parts.map((part) => {
      const [type = "", body = ""] = part.trim().split("\r\n\r\n");
      return { type, text: Buffer.from(body, "base64").toString() };
    }),
  };
}

test("a mail has the text first and the HTML last, whole, with the line ends of the wire", () => {
  const { envelope, raw } = composeMail(mail);
  const { head, parts } = read(raw);
  expect(envelope).toEqual({ from: mail.from.address, to: [mail.to] });
  expect(head).toContain("Message-ID: <one@jangteo.test>");
  expect(parts).toEqual([
    { type: expect.stringContaining("text/plain; charset=utf-8"), text: "가나다\r\n.\r\n끝" },
    { type: expect.stringContaining("text/html; charset=utf-8"), text: mail.html.replace("\n", "\r\n") },
  ]);
});

test("on the wire are ASCII and lines of 76 characters at most, without a line end of another kind", () => {
  const { raw } = composeMail(mail);
  expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
  expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBe(76);
});

test("two mails have different boundaries, and an id each without one of their own", () => {
  const [one = "", other = ""] = [1, 2].map(() => composeMail({ ...mail, messageId: undefined }).raw);
  for (const each of [/boundary="(.+)"/, /Message-ID: (<.+>)/]) {
    expect(each.exec(one)?.[1]).toBeTruthy();
    expect(each.exec(one)?.[1]).not.toBe(each.exec(other)?.[1]);
  }
});
