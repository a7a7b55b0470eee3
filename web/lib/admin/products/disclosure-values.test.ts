import { expect, test } from "vitest";
import { disclosureInputsOf, disclosureOf, gapsIn } from "./disclosure-values.ts";

const group = {
  code: "other" as const,
  name: "기타 재화",
  items: [
    { code: "maker", name: "제조자", required: true },
    { code: "approval", name: "인증", required: false },
    { code: "origin", name: "제조국", required: true },
  ],
};

test("a table is the same after it was in the form", () => {
  const table = { group: "other" as const, items: { maker: "온유", origin: "한국" } };
  expect(disclosureOf([group], disclosureInputsOf(table))).toEqual(table);
  expect(disclosureOf([group], disclosureInputsOf(null))).toBeNull();
});

test("what is empty, and what another group has, is not sent", () => {
  const inputs = { group: "other", items: { maker: " 온유 ", origin: " ", author: "x" } };
  expect(disclosureOf([group], inputs)).toEqual({ group: "other", items: { maker: "온유" } });
});

test("the gaps are the required items that say nothing", () => {
  const inputs = { group: "other", items: { maker: "온유", origin: " " } };
  expect(gapsIn(group, inputs).map(({ code }) => code)).toEqual(["origin"]);
});
