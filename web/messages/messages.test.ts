import { describe, expect, it, test } from "vitest";
import en from "./en.json" with { type: "json" };
import ko from "./ko.json" with { type: "json" };

type Tree = { [key: string]: string | Tree };

/** Every message by its full name, e.g. "checkout.fields.name". */
const flat = (tree: Tree, prefix = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );

const names = (tree: Tree) => flat(tree).map(([name]) => name);

/** The arguments of a message: {count}, and {count, plural, …} without its branches. */
const argumentsOf = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)(?:,|\})/g)].map(([, name]) => name))].sort();

it("has every message in both languages, in the same order", () => {
  expect(names(en)).toEqual(names(ko));
});

it("has the same arguments in both languages", () => {
  const korean = new Map(flat(ko));
  for (const [name, message] of flat(en)) {
    expect([name, argumentsOf(korean.get(name) ?? "")]).toEqual([name, argumentsOf(message)]);
  }
});

it("leaves no message empty", () => {
  expect([...flat(ko), ...flat(en)].filter(([, message]) => message.trim() === "")).toEqual([]);
});

it("leaves no branch of a plural or a choice empty: such a message is shown as its own name", () => {
  expect([...flat(ko), ...flat(en)].filter(([, message]) => /\{\s*\}/.test(message))).toEqual([]);
});

it("names no shop: what a shop is called is a setting of its merchant", () => {
  const branded = /장터|jangteo/i;
  expect([...flat(ko), ...flat(en)].filter(([, message]) => branded.test(message))).toEqual([]);
});

describe("the Korean words", () => {
  test("speak to the visitor in one tone (해요체)", () => {
    const formal = /(니다|니까|십시오)(?=[.!?\s]|$)/;
    expect(flat(ko).filter(([, message]) => formal.test(message))).toEqual([]);
  });

  test("are those that shops in Korea use", () => {
    const odd = /고르지 않|낱말|필터를 (조금 )?풀|살 수 있는 만큼|원하실 때만|와 같아요/;
    expect(flat(ko).filter(([, message]) => odd.test(message))).toEqual([]);
  });
});
