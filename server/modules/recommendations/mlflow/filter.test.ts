import { expect, test } from "vitest";
import { type FieldReader, readFilter, readOrder } from "./filter.ts";

const entity =
  (fields: Readonly<Record<string, string | number>>): FieldReader =>
  (field) =>
    fields[field];
const run = entity({
  name: "recommender",
  version_number: 12,
  "metrics.home.ndcg_at_20": 0.21,
  "tags.cause": "nightly",
});

test.each([
  ["", true],
  ["name = 'recommender'", true],
  ["name='other'", false],
  ["name LIKE 'rec%der'", true],
  ["name LIKE 'rec%red'", false],
  ["name ILIKE '%COMM%'", true],
  ["version_number > 9", true],
  ["attributes.version_number <= 9", false],
  ["metrics.`home.ndcg_at_20` >= 0.2 AND tag.cause = 'nightly'", true],
  ['metrics."home.ndcg_at_20" >= 0.2 and tags.cause != "nightly"', false],
  ["tags.cause IN ('command', 'nightly')", true],
  ["metrics.unknown < 1", false],
  ["tag.`mlflow.prompt.is_prompt` != 'true'", true],
])("the filter %j: %s", (text, holds) => {
  expect(readFilter(text)?.(run)).toBe(holds);
});

test.each([
  "name",
  "name =",
  "name = 'a' AND",
  "name = 'a' OR name = 'b'",
  "= 3",
  "name = 'a",
  "a = 1 b = 2",
])("%j is no filter", (text) => {
  expect(readFilter(text)).toBeNull();
});

test("an order looks at its fields one after the other, and what has none comes last", () => {
  const entities = [
    entity({ id: "a", "metrics.x": 1 }),
    entity({ id: "b", "metrics.x": 3 }),
    entity({ id: "c" }),
    entity({ id: "d", "metrics.x": 1 }),
  ];
  const order = readOrder(["metrics.x DESC", "attributes.id desc"]);
  expect(entities.sort(order ?? undefined).map((read) => read("id"))).toEqual(["b", "d", "a", "c"]);
  expect(readOrder(["metrics.x SIDEWAYS"])).toBeNull();
});
