import { describe, expect, test } from "vitest";
import type { AgreementCode } from "../api/types.ts";
import { missingAgreements, readSignUp, signUpErrors, signUpRequest } from "./sign-up.ts";

const codes: AgreementCode[] = [
  "terms",
  "privacy",
  "over14",
  "marketing_email",
  "marketing_sms",
  "marketing_push",
];
const documents = codes.map((code) => ({
  code,
  version: 1,
  required: !code.startsWith("marketing"),
  title: code,
  body: "",
  effectiveAt: "2026-01-01T00:00:00.000Z",
}));

const filled = { name: "김장터", email: "kim@jangteo.test", password: " a phrase with spaces ", phone: "" };
const form = (values: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};
const needed: ReadonlySet<AgreementCode> = new Set(["terms", "privacy", "over14"]);

describe("signing up", () => {
  test("a form with everything that is needed, and nothing optional, has no errors", () => {
    const values = readSignUp(form(filled), needed);
    expect([signUpErrors(values), missingAgreements(values, documents)]).toEqual([{}, []]);
  });

  test("an empty form has its errors in the order of its fields", () => {
    const values = readSignUp(form({}), new Set());
    expect(Object.entries(signUpErrors(values))).toEqual([
      ["name", "required"],
      ["email", "required"],
      ["password", "required"],
    ]);
    expect(missingAgreements(values, documents)).toEqual(["terms", "privacy", "over14"]);
  });

  test("wrong addresses and numbers have other errors than missing ones", () => {
    const values = readSignUp(form({ ...filled, email: "kim@", phone: "공일공" }), needed);
    expect(signUpErrors(values)).toEqual({ email: "email", phone: "phone" });
  });

  test("full-width digits are read as digits, and a password is left as it was typed", () => {
    const request = signUpRequest(
      readSignUp(form({ ...filled, phone: "０１０－１２３４－５６７８" }), needed),
    );
    expect(request).toMatchObject({ phone: "010-1234-5678", password: " a phrase with spaces " });
  });

  test("an empty box is sent as a refusal, an empty phone number not at all", () => {
    const request = signUpRequest(
      readSignUp(form(filled), new Set([...needed, "marketing_sms"] as AgreementCode[])),
    );
    expect(request.agreements).toEqual({
      terms: true,
      privacy: true,
      over14: true,
      marketing: { email: false, sms: true, push: false },
    });
    expect("phone" in request).toBe(false);
  });

  test("no request is made of a form whose required agreements are missing", () => {
    expect(() =>
      signUpRequest(readSignUp(form(filled), new Set(["terms", "privacy"] as AgreementCode[]))),
    ).toThrow("over14");
  });
});
