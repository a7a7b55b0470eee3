import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sparseOfLists, summed } from "../matrix/sparse.ts";
import { contentNeighbours } from "./content.ts";
import { ials } from "./ials.ts";
import { itemNeighbours } from "./item-knn.ts";
import { decayedPopularity } from "./popularity.ts";
import { SESSION_DEFAULTS, sessionIndex, sessionSearch } from "./session-knn.ts";

const userLists = fc.array(fc.uniqueArray(fc.nat(7), { maxLength: 6 }), { minLength: 1, maxLength: 12 });

describe("item neighbours", () => {
  test("are those of the formula", () => {
    fc.assert(
      fc.property(userLists, (lists) => {
        const users = sparseOfLists(lists, 8);
        const found = itemNeighbours(users, { neighbours: 8, userExponent: 0.25 });
        const degree = (item: number): number => lists.filter((list) => list.includes(item)).length;
        for (let item = 0; item < 8; item++) {
          for (let other = 0; other < 8; other++) {
            let expected = 0;
            for (const list of lists)
              if (item !== other && list.includes(item) && list.includes(other))
                expected += list.length ** -0.5;
            const at = found.columns.subarray(found.starts[item], found.starts[item + 1]).indexOf(other);
            const value = at < 0 ? 0 : (found.values[(found.starts[item] as number) + at] as number);
            expect(value).toBeCloseTo(
              expected === 0 ? 0 : expected / Math.sqrt(degree(item) * degree(other)),
              5,
            );
          }
        }
      }),
    );
  });

  test("are the same bytes in parts as in one piece", () => {
    const lists = Array.from({ length: 60 }, (_, user) =>
      Array.from({ length: 5 }, (__, k) => (user * 7 + k * k * 3) % 31),
    );
    const users = summed(sparseOfLists(lists, 31), 1);
    const options = { neighbours: 6, userExponent: 0.25 };
    const whole = itemNeighbours(users, options);
    const first = itemNeighbours(users, { ...options, to: 13 });
    const second = itemNeighbours(users, { ...options, from: 13 });
    expect([...first.columns, ...second.columns]).toEqual([...whole.columns]);
    expect([...first.values, ...second.values]).toEqual([...whole.values]);
  });

  test("of fewer visitors than asked for are none, also when one visitor has many rows", () => {
    const rows = sparseOfLists(
      [
        [0, 1],
        [0, 1],
        [0, 1],
        [0, 1, 2],
        [0, 2],
        [0, 2],
      ],
      3,
    );
    const found = itemNeighbours(rows, {
      neighbours: 5,
      userExponent: 0.25,
      fewestUsers: 3,
      userOfRow: Uint32Array.of(0, 0, 0, 1, 2, 3),
    });
    expect([...found.columns.subarray(found.starts[0], found.starts[1])]).toEqual([2]);
  });
});

test("a session leads to what sessions like it had next, and unknown items lead to nothing", () => {
  const sessions = sparseOfLists(
    [
      [0, 1, 2],
      [0, 1, 3],
      [0, 1, 3],
      [4, 5],
    ],
    7,
  );
  const { search } = sessionSearch(sessionIndex(sessions, 100), SESSION_DEFAULTS);
  const scoresFor = (history: number[]): number[] => [...search(history).scores];
  const found = scoresFor([0, 1]);
  expect(found[3]).toBeGreaterThan(found[2] as number);
  expect(found[4]).toBe(0);
  expect(scoresFor([4])[5]).toBeGreaterThan(0);
  expect(scoresFor([6, 99])).toEqual(new Array(7).fill(0));
});

test("an item of every session, and one that is long ago, find each session and item once", () => {
  const sessions = Array.from({ length: 60 }, (_, k) => [0, 1 + (k % 9), 0, 1 + ((k + 1) % 9)]);
  const index = sessionIndex(sparseOfLists(sessions, 10), 100);
  const session = sessionSearch(index, { ...SESSION_DEFAULTS, recency: 0.8, neighbours: 50 });
  for (const query of [[0], [0, 1], [1, 0], [1, ...Array<number>(3_000).fill(0), 2, 0]]) {
    const { touched, size, scores, near, used } = session.search(query);
    expect([used, new Set(near.subarray(0, used)).size]).toEqual([50, 50]);
    expect([size, new Set(touched.subarray(0, size)).size]).toEqual([10, 10]);
    expect(touched.every((item) => (scores[item] as number) > 0)).toBe(true);
  }
  // Clicks on an item that the index lacks: all that it has is thousands of clicks ago.
  const { near, used } = session.search([1, 2, ...Array<number>(3_000).fill(10)]);
  expect(new Set(near.subarray(0, used))).toEqual(
    new Set(sessions.flatMap((items, k) => (items.includes(1) || items.includes(2) ? [k] : []))),
  );
  expect(used).toBe(new Set(near.subarray(0, used)).size);
});

test("factors put the items of one group near one another, the same for the same seed", () => {
  const lists = Array.from({ length: 40 }, (_, user) =>
    [0, 1, 2, 3].map((k) => (user % 2) * 5 + ((user + k) % 5)),
  );
  const options = { factors: 4, epochs: 6, regularisation: 0.003, unobserved: 0.1, seed: 5 };
  const { users, items } = ials(sparseOfLists(lists, 10), options);
  const score = (user: number, item: number): number =>
    [0, 1, 2, 3].reduce((sum, a) => sum + (users[user * 4 + a] ?? 0) * (items[item * 4 + a] ?? 0), 0);
  const sumOf = (user: number, from: number): number =>
    [0, 1, 2, 3, 4].reduce((sum, k) => sum + score(user, from + k), 0);
  expect([sumOf(0, 0) > 3, sumOf(0, 5) < 1, sumOf(1, 0) < 1, sumOf(1, 5) > 3]).toEqual(
    new Array(4).fill(true),
  );
  expect(ials(sparseOfLists(lists, 10), options).items).toEqual(items);
});

test("a thing counts half after its half-life", () => {
  const popularity = decayedPopularity({ item: [0, 1, 1], at: [1_000, 0, 0] }, () => 1, {
    items: 3,
    now: 1_000,
    halfLifeMs: 1_000,
  });
  expect([...popularity]).toEqual([1, 1, 0]);
});

test("items are alike by words, parts of words, brand and category", () => {
  const item = (id: string, title: string, category: string) =>
    ({ id, title, brand: null, categories: [category], price: 0, createdAt: 0 }) as const;
  const found = contentNeighbours(
    [
      item("a", "린넨 셔츠 화이트", "clothes"),
      item("b", "린넨 셔츠 블루", "clothes"),
      item("c", "스테인리스 냄비", "kitchen"),
      item("d", "스테인리스 프라이팬", "kitchen"),
    ],
    2,
  );
  const first = [0, 1, 2, 3].map((row) => found.columns[found.starts[row] as number]);
  expect(first).toEqual([1, 0, 3, 2]);
});
