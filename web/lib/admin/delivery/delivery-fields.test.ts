import { expect, it } from "vitest";
import type { DeliveryRules } from "../../api/types.ts";
import { rangesOf, rowsOf, rulesFrom } from "./delivery-fields.ts";

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

it("sends the rules as they were shown", () => {
  expect(rulesFrom(formOf(), [0, 1], "KRW")).toEqual({ request: rules });
  expect(rulesFrom(formOf({ type: "free", fee: "" }), [1], "KRW")).toEqual({
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
  const wrong = (more: Record<string, string>) => rulesFrom(formOf(more), [0, 1], "KRW");
  expect(wrong({ fee: "" })).toEqual({ wrong: ["fee"] });
  expect(wrong({ type: "per_quantity", pieces: "0" })).toEqual({ wrong: ["pieces"] });
  expect(wrong({ "name-1": " ", "surcharge-1": "0" })).toEqual({ wrong: ["name-1", "surcharge-1"] });
  expect(wrong({ "ranges-1": "63644" })).toEqual({ wrong: ["ranges-1"] });
});
