import { expect, it } from "vitest";
import type { DeliveryRules } from "../../api/types.ts";
import { groupRowsOf, rangesOf, rowsOf, rulesFrom } from "./delivery-fields.ts";

const rules: DeliveryRules = {
  base: { type: "conditional", fee: 3_000, freeFrom: 50_000 },
  regions: [
    { name: { ko: "제주", en: "Jeju" }, surcharge: 3_000, ranges: [{ from: "63000", to: "63644" }] },
    { name: { ko: "울릉도", en: null }, surcharge: 5_000, ranges: [{ from: "40200", to: "40200" }] },
  ],
};
function formOf(more: Record<string, string> = {}): FormData {
  const values = new FormData();
  const base = { type: "conditional", fee: "3,000", freeFrom: "50000", pieces: "" };
  const rows = rowsOf(rules, "KRW").flatMap(({ key, ...row }) =>
    Object.entries(row).map(([name, value]) => [`${name}-${key}`, value] as const),
  );
  for (const [name, value] of Object.entries({ ...base, ...Object.fromEntries(rows), ...more }))
    values.set(name, value);
  return values;
}

const rows = (...regions: number[]) => ({ regions, groups: [] });

it("sends the rules as they were shown", () => {
  expect(rulesFrom(formOf(), rows(0, 1), "KRW")).toEqual({ request: rules });
  expect(rulesFrom(formOf({ type: "free", fee: "" }), rows(1), "KRW")).toEqual({
    request: { base: { type: "free" }, regions: [rules.regions[1]] },
  });
});

it("reads ranges of postcodes as staff write them, and nothing else", () => {
  expect(rangesOf("63000 - 63644, 40200\n23100~23105")).toEqual([
    { from: "63000", to: "63644" },
    { from: "40200", to: "40200" },
    { from: "23100", to: "23105" },
  ]);
  expect([rangesOf(""), rangesOf("6300"), rangesOf("63644-63000"), rangesOf("63000-63644-1")]).toEqual(
    Array(4).fill(null),
  );
});

it("names the fields that are wrong, also postcodes of two regions", () => {
  const wrong = (more: Record<string, string>) => rulesFrom(formOf(more), rows(0, 1), "KRW");
  expect(wrong({ fee: "" })).toEqual({ wrong: ["fee"] });
  expect(wrong({ type: "per_quantity", pieces: "0" })).toEqual({ wrong: ["pieces"] });
  expect(wrong({ "name-1": " ", "surcharge-1": "0" })).toEqual({ wrong: ["name-1", "surcharge-1"] });
  expect(wrong({ "ranges-1": "63644" })).toEqual({ wrong: ["ranges-1"] });
});

it("sends groups with their own fees, and names what is wrong in them", () => {
  const groups: Record<string, string> = {
    ...{ combine: "highest", "code-g0": "fresh", "name-g0": " 냉장 ", "nameEn-g0": "", "type-g0": "fixed" },
    ...{
      "fee-g0": "4,000",
      "code-g1": "large",
      "name-g1": "가구",
      "nameEn-g1": "Furniture",
      "type-g1": "free",
    },
  };
  const read = (more: Record<string, string>) =>
    rulesFrom(formOf({ ...groups, ...more }), { regions: [0, 1], groups: [0, 1] }, "KRW");
  const request = {
    ...rules,
    groups: [
      { code: "fresh", name: { ko: "냉장", en: null }, base: { type: "fixed", fee: 4_000 } },
      { code: "large", name: { ko: "가구", en: "Furniture" }, base: { type: "free" } },
    ],
    combine: "highest",
  };
  expect(read({})).toEqual({ request });
  expect(read({ "code-g1": "fresh" })).toEqual({ wrong: ["code-g1"] });
  expect(read({ "code-g1": "큰", "fee-g0": "" })).toEqual({ wrong: ["fee-g0", "code-g1"] });
  expect(groupRowsOf(request as DeliveryRules).map(({ code, name }) => [code, name])).toEqual([
    ["fresh", "냉장"],
    ["large", "가구"],
  ]);
});
