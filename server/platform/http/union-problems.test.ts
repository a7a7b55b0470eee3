import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { bodyReader } from "./validation.ts";

const Closed = (fields: Parameters<typeof Type.Object>[0]) =>
  Type.Object(fields, { additionalProperties: false });
const Money = Type.Union([Closed({ amount: Type.Integer({ minimum: 0 }) }), Type.Integer({ minimum: 0 })]);
const Discount = Type.Union([
  Closed({ type: Type.Literal("fixed"), amount: Money }),
  Closed({ type: Type.Literal("percent"), percent: Type.Integer({ minimum: 1 }), cap: Type.Optional(Money) }),
]);
const read = bodyReader(
  Type.Union([
    Closed({ discount: Type.Optional(Discount), tiers: Type.Optional(Type.Array(Discount)) }),
    Type.Null(),
  ]),
);

function problemsOf(value: unknown, reader = read): string[] {
  const reading = reader(value);
  if (!("problems" in reading)) throw new Error("the value passed");
  return reading.problems.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe("of a value that fits no part of a union, the problems are those of the part", () => {
  test("that its field names", () => {
    expect(problemsOf({ discount: { type: "percent", percent: 0 } })).toEqual(["/discount/percent MINIMUM"]);
    expect(problemsOf({ discount: { type: "fixed" } })).toEqual(["/discount/amount REQUIRED"]);
    expect(problemsOf({ discount: { type: "fixed", amount: 1, cap: 2 } })).toEqual([
      "/discount/cap UNKNOWN_FIELD",
    ]);
  });

  test("that is for values of its type", () => {
    expect(problemsOf({ discount: { type: "fixed", amount: -1 } })).toEqual(["/discount/amount MINIMUM"]);
    expect(problemsOf({ discount: { type: "fixed", amount: {} } })).toEqual([
      "/discount/amount/amount REQUIRED",
    ]);
    expect(problemsOf({ more: 1 })).toEqual(["/more UNKNOWN_FIELD"]);
  });

  test("of its own element of a list", () => {
    const tiers = [{ type: "percent", percent: 0 }, { type: "fixed", amount: 1 }, { type: "fixed" }];
    expect(problemsOf({ tiers })).toEqual(["/tiers/0/percent MINIMUM", "/tiers/2/amount REQUIRED"]);
  });
});

describe("of a union in a union, the problems are those of the part", () => {
  const Reserve = Type.Union([Money, Type.Null()]);
  const Price = Type.Union([Reserve, Type.String({ maxLength: 4 })]);
  const readPrices = bodyReader(
    Closed({ reserve: Type.Optional(Reserve), prices: Type.Optional(Type.Array(Price)) }),
  );

  test("that is for values of its type", () => {
    expect(problemsOf({ reserve: { amount: -1 } }, readPrices)).toEqual(["/reserve/amount MINIMUM"]);
    expect(problemsOf({ reserve: -1 }, readPrices)).toEqual(["/reserve MINIMUM"]);
  });

  test("two unions deep", () => {
    const prices = [-1, "free", "for nothing", null, { amount: -1 }];
    expect(problemsOf({ prices }, readPrices)).toEqual([
      "/prices/0 MINIMUM",
      "/prices/2 MAX_LENGTH",
      "/prices/4/amount MINIMUM",
    ]);
  });

  test("or of all, when the value is for none", () => {
    const types = Array<string>(3).fill("/reserve TYPE");
    expect(problemsOf({ reserve: "text" }, readPrices)).toEqual(types);
  });
});

test("a text that another part could not read is judged by its own part", () => {
  const readTarget = bodyReader(
    Type.Union([
      Closed({ type: Type.Literal("email"), to: Type.String({ format: "email" }) }),
      Closed({ type: Type.Literal("code"), to: Type.String({ maxLength: 3 }) }),
    ]),
  );
  expect(problemsOf({ type: "code", to: "long" }, readTarget)).toEqual(["/to MAX_LENGTH"]);
  expect(problemsOf({ type: "email", to: "long" }, readTarget)).toEqual(["/to EMAIL"]);
});

test("a value that is for no part of a union has the problems of all", () => {
  expect(problemsOf("text")).toEqual([" TYPE", " TYPE"]);
  expect(problemsOf({ discount: { type: "half" } })).toContain("/discount/type UNKNOWN_VALUE");
});
