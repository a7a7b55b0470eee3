import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acceptEvents, type SentEvent } from "./interactions.ts";
import {
  chooseItems,
  type ItemFacts,
  type ListChoice,
  type Reason,
  type Rule,
  ruleSet,
  type Source,
} from "./ladder.ts";
import { rateLimit } from "./rate.ts";

const source = (level: Source["level"], items: readonly string[]): Source => ({
  level,
  candidates: () => items.map((item) => ({ item, reason: { kind: "popular" } })),
});

const plain: ItemFacts = { brand: null, categoryIds: [] };
const choice = (more: Partial<ListChoice>): ListChoice => ({
  sources: [],
  findEligible: () => plain,
  rules: ruleSet([], "home"),
  limit: 4,
  mostRepeats: 4,
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
    const rule = (kind: Rule["kind"], productId: string, placement: Rule["placement"] = null) =>
      ruleSet([{ kind, productId, placement }], "home");
    const items = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const sources = [source("shop", items)];
    expect(idsOf({ sources, rules: rule("pin", "p9") })[0]).toBe("p9");
    expect(idsOf({ sources, rules: rule("boost", "p8") })[0]).toBe("p8");
    expect(idsOf({ sources, rules: rule("bury", "p0") })).toEqual(["p1", "p2", "p3", "p4"]);
    expect(idsOf({ sources: [source("shop", ["p0"])], rules: rule("bury", "p0") })).toEqual(["p0"]);
    expect(idsOf({ sources, rules: rule("pin", "p9", "cart") })[0]).toBe("p0");
  });

  test("is no row of one brand while others are near", () => {
    const findEligible = (item: string) => ({ brand: item.startsWith("a") ? "가" : "나", categoryIds: [] });
    const sources = [source("shop", ["a1", "a2", "a3", "a4", "b1", "b2"])];
    expect(idsOf({ sources, findEligible })).toContain("b1");
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
            rules: ruleSet(
              pins.map((productId) => ({ kind: "pin" as const, productId, placement: null })),
              "home",
            ),
            findEligible: (id) => (closed.includes(id) ? undefined : plain),
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

test("a list has no more of what the person bought before than its part", () => {
  const of = (kind: Reason["kind"]) => (item: string) => ({ item, reason: { kind } });
  const candidates = () => [...[..."abcdefgh"].map(of("repeat")), ...[..."xyz"].map(of("taste"))];
  const ids = idsOf({ sources: [{ level: "model", candidates }], limit: 6, mostRepeats: 2 });
  expect(ids).toEqual(["a", "b", "x", "y", "z"]);
  // Room that nothing else fills is the next source's.
  const filled = idsOf({
    sources: [{ level: "model", candidates }, source("shop", ["c", "p"])],
    limit: 6,
    mostRepeats: 2,
  });
  expect(filled).toEqual(["a", "b", "x", "y", "z", "c"]);
});

/** The same without short cuts: of all that is left, the one that weighs most, the first of equals. */
function chosenPlainly(items: readonly string[], { findEligible, rules, limit }: ListChoice): string[] {
  const left = [...new Set(items)]
    .flatMap((item) => ({ item, facts: findEligible(item) ?? [] }))
    .filter((each): each is { item: string; facts: ItemFacts } => !Array.isArray(each.facts))
    .map((each, place) => ({ ...each, weight: (rules.factors.get(each.item) ?? 1) / (10 + place) }));
  const chosen: typeof left = [];
  const mixed = ({ facts, weight }: (typeof left)[number]): number => {
    const alike = (same: (other: ItemFacts) => boolean, factor: number): number =>
      chosen.filter((other) => same(other.facts)).reduce((product) => product * factor, 1);
    const ofBrand = facts.brand === null ? 1 : alike(({ brand }) => brand === facts.brand, 0.8);
    return weight * (ofBrand * alike(({ categoryIds }) => categoryIds[0] === facts.categoryIds[0], 0.85));
  };
  while (chosen.length < limit && left.length > 0) {
    const best = left.reduce((one, other) => (mixed(other) > mixed(one) ? other : one));
    chosen.push(...left.splice(left.indexOf(best), 1));
  }
  return chosen.map(({ item }) => item);
}

test("the quick choice is the plain one", () => {
  const items = Array.from({ length: 30 }, (_, at) => `p${at}`);
  const facts = fc.record({
    brand: fc.option(fc.constantFrom("a", "b", "c")),
    categoryIds: fc.array(fc.constantFrom("k", "l", "m"), { minLength: 1, maxLength: 2 }),
  });
  const shop = fc.array(fc.option(facts), { minLength: 30, maxLength: 30 });
  const order = fc.shuffledSubarray(items);
  const rule = fc.tuple(fc.constantFrom("boost" as const, "bury" as const), fc.constantFrom(...items));
  fc.assert(
    fc.property(
      shop,
      order,
      fc.array(rule, { maxLength: 3 }),
      fc.integer({ min: 1, max: 12 }),
      (...given) => {
        const [goods, listed, changes, limit] = given;
        const asked = choice({
          sources: [source("shop", listed)],
          findEligible: (item) => goods[items.indexOf(item)] ?? undefined,
          rules: ruleSet(
            changes.map(([kind, productId]) => ({ kind, productId, placement: null })),
            "home",
          ),
          limit,
        });
        expect(chooseItems(asked).items.map(({ item }) => item)).toEqual(chosenPlainly(listed, asked));
      },
    ),
  );
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
    acceptEvents(sent, { person: null, session: "s", isShown }, now).map(({ id }) => id);
  const isShown = (id: string): boolean => id !== "gone";

  test("are kept once, when they can be true and a browser may report them", () => {
    const { productId: _, ...without } = event({ id: "none" });
    expect(
      kept([
        event({}),
        event({}),
        event({ id: "late", at: "2026-11-23T00:00:00.000Z" }),
        event({ id: "too late", at: "2026-11-21T00:00:00.000Z" }),
        event({ id: "fast clock", at: "2026-11-29T00:04:00.000Z" }),
        event({ id: "of no product here", productId: "gone" }),
        event({ id: "future", at: "2026-11-29T00:06:00.000Z" }),
        event({ id: "bought", type: "purchase" }),
        event({ id: "refunded", type: "refund" }),
        without,
        { ...without, id: "search", type: "search" },
      ]),
    ).toEqual(["e1", "late", "fast clock", "search"]);
  });

  test("without consent hold nothing that ties two of them together", () => {
    const [anonymous] = acceptEvents(
      [event({ requestId: "r" })],
      { person: null, session: "s", isShown },
      now,
    );
    expect(anonymous).toMatchObject({ memberId: null, visitorId: null, sessionId: null, requestId: null });
    const person = { kind: "visitor", id: "v" } as const;
    const [known] = acceptEvents([event({ requestId: "r" })], { person, session: "s", isShown }, now);
    expect(known).toMatchObject({ memberId: null, visitorId: "v", sessionId: "s", requestId: "r" });
  });
});

test("a network that sends without end is refused, and may send again a second later", () => {
  const maySend = rateLimit();
  const sent = Array.from({ length: 40 }, () => maySend("10.0.0.1", 100, 0)).filter(Boolean).length;
  expect(sent).toBe(15);
  expect(maySend("10.0.0.2", 1, 0)).toBe(true);
  expect(maySend("10.0.0.1", 1, 0)).toBe(false);
  expect(maySend("10.0.0.1", 100, 1_000)).toBe(true);
});
