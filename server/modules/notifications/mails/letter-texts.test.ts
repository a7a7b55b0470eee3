import { expect, test } from "vitest";
import { letterKinds, placeholdersOf, unknownPlaceholders, withTexts } from "./letter-texts.ts";
import { sampleOf } from "./samples.ts";

const content = { subject: "A", heading: "B", blocks: ["C"] };
const values = { number: "261128-7K3M9QX", name: "김{shop}", shop: "장터" };
const none = { subject: null, heading: null, closing: null };

test("a mail has the texts of staff in the place of its own, and their last lines at its end", () => {
  expect(withTexts(content, none, values)).toEqual(content);
  expect(
    withTexts(
      content,
      { subject: "{shop}: {number}", heading: "{name}님", closing: "하나\n\n둘 {shop}" },
      values,
    ),
  ).toEqual({ subject: "장터: 261128-7K3M9QX", heading: "김{shop}님", blocks: ["C", "하나", "둘 장터"] });
});

test("a placeholder that a mail does not have, or a brace alone, is unknown", () => {
  expect(unknownPlaceholders("{number} {name} {shop}", placeholdersOf("order_paid"))).toEqual([]);
  expect(unknownPlaceholders("{name} {total} { }} {", placeholdersOf("lookup_code"))).toEqual([
    "{name}",
    "{total}",
    "{ }",
    "}",
    "{",
  ]);
});

test("every mail has a sample in both languages, with the order's number or the member's name", () => {
  for (const kind of letterKinds) {
    for (const language of ["ko", "en"] as const) {
      const { content: sample, values: known } = sampleOf(kind, language, "https://shop.test", "장터");
      const named = placeholdersOf(kind).includes("number") ? known.number : known.name;
      expect(JSON.stringify(sample)).toContain(named);
      expect(sample.subject).not.toBe("");
    }
  }
});
