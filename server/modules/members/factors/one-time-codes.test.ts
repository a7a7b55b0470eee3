import { expect, test } from "vitest";
import {
  newRecoveryCodes,
  newTotpSecret,
  RECOVERY_CODES,
  readCode,
  stepOf,
  totpUri,
} from "./one-time-codes.ts";

/** RFC 6238, appendix B: the secret of its examples, and the last six digits of the codes. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const at = (seconds: number) => new Date(seconds * 1000);

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("at second %i the code is that of RFC 6238", async (seconds, code) => {
  expect(await stepOf(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
});

test("a code is good in its own 30 seconds, those before and those after, and names its step", async () => {
  const [seconds, code] = [1_234_567_890, "005924"];
  const step = seconds / 30;
  const good = await Promise.all(
    [-60, -31, -30, 0, 29, 30, 59, 60].map((more) => stepOf(SECRET, code, at(seconds + more))),
  );
  expect(good).toEqual([null, null, step, step, step, step, step, null]);
});

test("a secret has 160 bits, and the address for the QR code names shop and member", async () => {
  const made = await newTotpSecret();
  expect(made).toMatch(/^[A-Z2-7]{32}$/);
  expect(await newTotpSecret()).not.toBe(made);
  const uri = new URL(await totpUri("달상점", made, "나+1@shop.test"));
  expect(uri.protocol + uri.host).toBe("otpauth:totp");
  expect(decodeURIComponent(uri.pathname)).toBe("/달상점:나+1@shop.test");
  expect(uri.searchParams.get("secret")).toBe(made);
});

test("recovery codes are ten, all different, and easy to read", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(RECOVERY_CODES);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
});

test.each<[string, ReturnType<typeof readCode>]>([
  ["123456", { kind: "totp", code: "123456" }],
  [" 123 456 ", { kind: "totp", code: "123456" }],
  ["１２３４５６", { kind: "totp", code: "123456" }],
  ["7k3m-q2zt-9wxa", { kind: "recovery", code: "7K3MQ2ZT9WXA" }],
  ["7K3M Q2ZT 9WXA", { kind: "recovery", code: "7K3MQ2ZT9WXA" }],
  ["oilO-0000-0000", { kind: "recovery", code: "011000000000" }],
  ["12345", null],
  ["1234567", null],
  ["7K3M-Q2ZT-9WX", null],
  ["7K3M-Q2ZT-9WXU", null],
  ["' OR 1=1 --", null],
  ["", null],
])("%j is read as %j", (typed, code) => {
  expect(readCode(typed)).toEqual(code);
});
