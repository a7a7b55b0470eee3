import { describe, expect, test } from "vitest";
import { type Code, complaintsAbout, readSignUp, signUpRequest } from "./sign-up.ts";

const codes: Code[] = ["terms", "privacy", "over14", "marketing_email", "marketing_sms", "marketing_push"];
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
const needed: ReadonlySet<Code> = new Set(["terms", "privacy", "over14"]);

describe("signing up", () => {
  test("nothing is complained about when what is needed is there, without anything optional", () => {
    expect(complaintsAbout(readSignUp(form(filled), needed), documents)).toEqual([]);
  });

  test("an empty form is complained about in the order of its fields", () => {
    expect(complaintsAbout(readSignUp(form({}), new Set()), documents)).toEqual([
      ["name", "required"],
      ["email", "required"],
      ["password", "required"],
      ["terms", "agree"],
      ["privacy", "agree"],
      ["over14", "agree"],
    ]);
  });

  test("a wrong address and a wrong number are told from missing ones", () => {
    const values = readSignUp(form({ ...filled, email: "kim@", phone: "공일공" }), needed);
    expect(complaintsAbout(values, documents)).toEqual([
      ["email", "email"],
      ["phone", "phone"],
    ]);
  });

  test("full-width digits are read as digits, and a password is left as it was typed", () => {
    const request = signUpRequest(
      readSignUp(form({ ...filled, phone: "０１０－１２３４－５６７８" }), needed),
    );
    expect(request).toMatchObject({ phone: "010-1234-5678", password: " a phrase with spaces " });
  });

  test("what was not ticked is sent as a no, and no number is sent for none", () => {
    const request = signUpRequest(readSignUp(form(filled), new Set([...needed, "marketing_sms"] as Code[])));
    expect(request.agreements).toEqual({
      terms: true,
      privacy: true,
      over14: true,
      marketing: { email: false, sms: true, push: false },
    });
    expect("phone" in request).toBe(false);
  });

  test("no request is made of a form whose required agreements are missing", () => {
    expect(() => signUpRequest(readSignUp(form(filled), new Set(["terms", "privacy"] as Code[])))).toThrow(
      "over14",
    );
  });
});
