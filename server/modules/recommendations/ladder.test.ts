import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acceptEvents, type SentEvent } from "./interactions.ts";
import { chooseItems, type ListChoice, type Source } from "./ladder.ts";
import { rateLimit } from "./rate.ts";

const source = (level: Source["level"], items: readonly string[]): Source => ({
  level,
  candidates: () => items.map((item) => ({ item, reason: { kind: "popular" } })),
});

const choice = (more: Partial<ListChoice>): ListChoice => ({
  sources: [],
  isEligible: () => true,
  factsOf: () => undefined,
  rules: [],
  limit: 4,
  explored: null,
  mixCategories: true,
  ...more,
});
const idsOf = (given: Partial<ListChoice>): string[] =>
  chooseItems(choice(given)).items.map(({ item }) => item);

describe("a list", () => {
  test("comes from the first source that has something, and is filled from the next ones", () => {
    const list = chooseItems(
      choice({
        sources: [source("model", []), source("item", ["a", "b"]), source("shop", ["b", "c", "d", "e"])],
      }),
    );
    expect(list.level).toBe("item");
    expect(list.items.map(({ item }) => item)).toEqual(["a", "b", "c", "d"]);
  });

  test("has what is pinned first, boosted sooner, and buried last", () => {
    const rule = (kind: "pin" | "boost" | "bury", productId: string) => ({
      kind,
      productId,
      placement: null,
    });
    const items = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const sources = [source("shop", items)];
    expect(idsOf({ sources, rules: [rule("pin", "p9")] })[0]).toBe("p9");
    expect(idsOf({ sources, rules: [rule("boost", "p8")] })[0]).toBe("p8");
    expect(idsOf({ sources, rules: [rule("bury", "p0")] })).toEqual(["p1", "p2", "p3", "p4"]);
    expect(idsOf({ sources: [source("shop", ["p0"])], rules: [rule("bury", "p0")] })).toEqual(["p0"]);
  });

  test("is no row of one brand while others are near", () => {
    const factsOf = (item: string) => ({ brand: item.startsWith("a") ? "가" : "나", categoryIds: [] });
    const sources = [source("shop", ["a1", "a2", "a3", "a4", "b1", "b2"])];
    expect(idsOf({ sources, factsOf })).toContain("b1");
  });

  test("gives its last place to a new product only when it is full", () => {
    expect(idsOf({ sources: [source("shop", ["a", "b", "c", "d", "e"])], explored: "new" })).toEqual([
      ...["a", "b", "c"],
      "new",
    ]);
    expect(idsOf({ sources: [source("shop", ["a"])], explored: "new" })).toEqual(["a"]);
  });

  test("has no product twice, none that is not eligible, and no more than asked", () => {
    const item: fc.Arbitrary<string> = fc.constantFrom("a", "b", "c", "d", "e", "f");
    fc.assert(
      fc.property(
        fc.array(fc.array(item), { maxLength: 4 }),
        fc.array(item, { maxLength: 3 }),
        fc.integer({ min: 1, max: 6 }),
        fc.array(item),
        fc.option(item),
        (lists, pins, limit, closed, explored) => {
          const ids = idsOf({
            sources: lists.map((list) => source("shop", list)),
            rules: pins.map((productId) => ({ kind: "pin" as const, productId, placement: null })),
            isEligible: (id) => !closed.includes(id),
            limit,
            explored,
          });
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBeLessThanOrEqual(limit);
          expect(ids.filter((id) => closed.includes(id))).toEqual([]);
        },
      ),
    );
  });
});

describe("events", () => {
  const now = new Date("2026-11-29T00:00:00.000Z");
  const event = (more: Partial<SentEvent>): SentEvent => ({
    id: "e1",
    type: "view",
    at: now.toISOString(),
    productId: "p1",
    ...more,
  });
  const kept = (sent: readonly SentEvent[]) =>
    acceptEvents(sent, { person: null, session: "s" }, now).map(({ id }) => id);

  test("are kept once, when they can be true and a browser may report them", () => {
    const { productId: _, ...without } = event({ id: "none" });
    expect(
      kept([
        event({}),
        event({}),
        event({ id: "late", at: "2026-11-23T00:00:00.000Z" }),
        event({ id: "too late", at: "2026-11-21T00:00:00.000Z" }),
        event({ id: "fast clock", at: "2026-11-29T00:04:00.000Z" }),
        event({ id: "future", at: "2026-11-29T00:06:00.000Z" }),
        event({ id: "bought", type: "purchase" }),
        event({ id: "refunded", type: "refund" }),
        without,
        { ...without, id: "search", type: "search" },
      ]),
    ).toEqual(["e1", "late", "fast clock", "search"]);
  });

  test("without consent hold nothing that ties two of them together", () => {
    const [anonymous] = acceptEvents([event({ requestId: "r" })], { person: null, session: "s" }, now);
    expect(anonymous).toMatchObject({ memberId: null, visitorId: null, sessionId: null, requestId: null });
    const person = { kind: "visitor", id: "v" } as const;
    const [known] = acceptEvents([event({ requestId: "r" })], { person, session: "s" }, now);
    expect(known).toMatchObject({ memberId: null, visitorId: "v", sessionId: "s", requestId: "r" });
  });
});

test("a network that sends without end is refused, and may send again a second later", () => {
  const maySend = rateLimit();
  const sent = Array.from({ length: 400 }, () => maySend("10.0.0.1", 0)).filter(Boolean).length;
  expect(sent).toBe(300);
  expect(maySend("10.0.0.2", 0)).toBe(true);
  expect(maySend("10.0.0.1", 1_000)).toBe(true);
});
