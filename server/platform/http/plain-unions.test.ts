import fastJsonStringify from "fast-json-stringify";
import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { Money } from "../money.ts";
import { Closed, Nullable, OrNull, Timestamp, Uuid } from "../schema.ts";
import { plainUnions } from "./plain-unions.ts";

const Part = Closed({ name: Nullable(Type.String()), price: Nullable(Money), at: Nullable(Timestamp) });
const Answer = Closed({
  parts: Type.Array(Nullable(Part)),
  first: Nullable(Part),
  counts: Nullable(Type.Array(Type.Integer())),
  level: Nullable(Type.Enum(["low", "high"])),
  kind: Type.Union([Type.Literal("one"), Type.Literal("other")]),
  note: OrNull(Type.String({ maxLength: 10 })),
  // The serializer has to look at the value, in which a part may be null.
  shape: Nullable(Type.Union([Closed({ id: Uuid, price: Nullable(Money) }), Type.Integer()])),
  flag: Type.Optional(Nullable(Type.Boolean())),
});

const at = "2026-11-29T15:00:00.000Z";
const price = { amount: 12_900, currency: "KRW" };
const part = { name: '잔 "하나"\n', price, at };
const full = {
  ...{ parts: [part, null], first: part, counts: [1, 2], level: "high", kind: "other", note: "글" },
  ...{ shape: { id: "01999999-0000-7000-8000-000000000000", price: null }, flag: null },
};
const empty = {
  ...{ parts: [], first: null, counts: null, level: null, kind: "one", note: null },
  shape: null,
};

describe("an answer is written as its schema with unions has it", () => {
  const plain = fastJsonStringify(plainUnions(Answer));

  test.each([
    ["with every value", full],
    ["with nulls", empty],
    ["with a number where an object may stand", { ...empty, shape: 7 }],
    ["with a moment as an object", { ...full, first: { ...part, at: new Date(at) } }],
  ])("%s", (_, answer) => {
    expect(plain(answer)).toBe(fastJsonStringify(Answer)(answer));
  });

  test("and what is missing, or fits no part of a union, is an error", () => {
    const { kind: _, ...without } = full;
    for (const wrong of [without, { ...full, shape: "text" }, { ...full, parts: 1 }])
      expect(() => plain(wrong)).toThrow();
  });
});

test("a field that the schema does not have is left out, also of what may be null", () => {
  const write = fastJsonStringify(plainUnions(Closed({ part: Nullable(Part) })));
  expect(write({ part: { ...part, secret: "kept" } })).not.toContain("kept");
});

test("no validator is left where a value may be null or is one of some texts", () => {
  const { shape: _, ...others } = Answer.properties;
  expect(JSON.stringify(plainUnions(Closed(others)))).not.toContain("anyOf");
  expect(JSON.stringify(Answer)).toContain("anyOf");
});

test("a part that many answers share is read once", () => {
  const { properties } = plainUnions(Closed({ one: Part, other: Part })) as {
    properties: { one: object; other: object };
  };
  expect(properties.one).toBe(properties.other);
});
