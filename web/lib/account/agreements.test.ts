import { expect, it } from "vitest";
import { isMarketing, marketingChoice } from "./agreements.ts";

it("changes one channel of advertising and leaves the others as they are", () => {
  expect(marketingChoice("marketing_sms", true)).toEqual({ sms: true });
  expect(marketingChoice("marketing_email", false)).toEqual({ email: false });
});

it("distinguishes advertising from the agreements that the shop needs", () => {
  expect(isMarketing("marketing_push")).toBe(true);
  expect(isMarketing("privacy")).toBe(false);
});
