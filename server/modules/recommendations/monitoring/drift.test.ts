import { expect, test } from "vitest";
import { type CountedEvents, type DriftFacts, driftOf, indexOf } from "./drift.ts";

const AS_OF = new Date("2026-11-01T00:00:00Z");
const facts = new Map<string, DriftFacts>(
  Array.from({ length: 100 }, (_, k) => [
    `p${k}`,
    {
      categoryIds: [`c${k % 5}`],
      price: 1_000 * (k + 1),
      createdAt: k === 99 ? "2026-11-03T00:00:00.000Z" : "2026-01-01T00:00:00.000Z",
    },
  ]),
);
const factsOf = (id: string) => facts.get(id);

/** The same shop in all three times, but for what `change` says of a product. */
const shop = (change: (k: number) => Partial<CountedEvents> = () => ({})): CountedEvents[] =>
  Array.from({ length: 99 }, (_, k) =>
    ["view", "purchase"].map((type) => {
      const count = type === "view" ? 100 - k : 10;
      const each = { productId: `p${k}`, type, ranking: count, reference: count, recent: count };
      return { ...each, ...change(k) };
    }),
  ).flat();

test("the index of two mixes is that of the definition", () => {
  const mix = new Map([
    ["a", { reference: 49.5, recent: 29.5 }],
    ["b", { reference: 49.5, recent: 69.5 }],
  ]);
  // (0.3 − 0.5) · ln(0.3 / 0.5) + (0.7 − 0.5) · ln(0.7 / 0.5)
  expect(indexOf(mix)).toBeCloseTo(0.16946, 5);
});

test("a shop that goes on as before has not drifted", () => {
  const { indices, unknown } = driftOf(shop(), factsOf, AS_OF) ?? {};
  expect(indices).toEqual({ events: 0, categories: 0, prices: 0, popularity: 0 });
  expect(unknown).toBe(0);
});

test("twice the events in the same mix are no drift", () => {
  const twice = shop().map((each) => ({ ...each, recent: 2 * each.recent }));
  for (const index of Object.values(driftOf(twice, factsOf, AS_OF)?.indices ?? {}))
    expect(index).toBeLessThan(0.001);
});

test("a rush on one category shows there", () => {
  const rushed = driftOf(
    shop((k) => (k % 5 === 0 ? { recent: 900 } : {})),
    factsOf,
    AS_OF,
  );
  expect(rushed?.indices.categories).toBeGreaterThan(0.2);
});

test("what was hardly asked for and is the first thing now shows in the popularity", () => {
  const turned = driftOf(
    shop((k) => ({ recent: k + 1 })),
    factsOf,
    AS_OF,
  );
  expect(turned?.indices.popularity).toBeGreaterThan(0.2);
});

test("cheap things in place of dear ones show in the prices, more views for a purchase in the events", () => {
  const cheap = driftOf(
    shop((k) => ({ recent: k < 10 ? 500 : 1 })),
    factsOf,
    AS_OF,
  );
  expect(cheap?.indices.prices).toBeGreaterThan(0.2);
  const looked = shop().map((each) => (each.type === "view" ? { ...each, recent: 9 * each.recent } : each));
  expect(driftOf(looked, factsOf, AS_OF)?.indices.events).toBeGreaterThan(0.1);
});

test("products that came after the snapshot are unknown", () => {
  const late = { productId: "p99", type: "view", ranking: 0, reference: 0, recent: 2_000 };
  const counts = [...shop(), late];
  const recent = counts.reduce((sum, each) => sum + each.recent, 0);
  expect(driftOf(counts, factsOf, AS_OF)?.unknown).toBeCloseTo(2_000 / recent, 9);
});

test("too few events say nothing", () => {
  expect(driftOf(shop().slice(0, 4), factsOf, AS_OF)).toBeNull();
});
