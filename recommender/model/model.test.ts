import { describe, expect, test } from "vitest";
import { openModel } from "../index.ts";
import type { Events } from "../store/dataset.ts";
import { DAY, SHOP_BEGIN, type SimulatedShop, simulatedShop } from "../testing/shop.ts";
import { type Interaction, interactionTypes, type Model } from "../types.ts";
import { buildModel } from "./build.ts";
import { CorruptModel, encodeModel } from "./file.ts";
import { STANDARD_RECIPE } from "./recipe.ts";

const shop = simulatedShop();

/** As `readDataset` has it, without files. */
function eventsOf({ interactions, items }: SimulatedShop): Events {
  const numbers = new Map(items.map(({ id }, number) => [id, number]));
  const numberOf = (text: string | null): number => Number(/\d+$/.exec(text ?? "")?.[0] ?? -1);
  const of = <Value>(value: (interaction: Interaction) => Value): Value[] => interactions.map(value);
  const sessions = new Map<string, number>();
  for (const { session } of interactions)
    sessions.set(`${session}`, sessions.get(`${session}`) ?? sessions.size);
  return {
    length: interactions.length,
    visitor: Uint32Array.from(of(({ visitor }) => numberOf(visitor))),
    item: Uint32Array.from(of(({ item }) => numbers.get(item) as number)),
    type: Uint8Array.from(of(({ type }) => interactionTypes.indexOf(type))),
    at: Float64Array.from(of(({ at }) => at)),
    order: Int32Array.from(of(({ order }) => (order === null ? -1 : (sessions.get(order.slice(6)) ?? -1)))),
    session: Uint32Array.from(of(({ session }) => sessions.get(`${session}`) as number)),
  };
}

const bytesOf = (given: SimulatedShop, until = given.asOf): Uint8Array<ArrayBuffer> =>
  buildModel({ items: given.items, events: eventsOf(given), until }, "snapshot", STANDARD_RECIPE);

const bytes = bytesOf(shop);
const model: Model = openModel(bytes);
const groupOf = (item: string): number => Number(item.slice(5)) % 8;
const view = (item: string, at = shop.asOf - 1_000) => ({ item, type: "view", at }) as const;

describe("a model", () => {
  test("is the same bytes for the same input", () => {
    expect(Buffer.from(bytesOf(shop)).equals(Buffer.from(bytes))).toBe(true);
  });

  test("leads from an item to those of its group, and says why", () => {
    const similar = model.similar("item-0", 5);
    expect(similar.map(({ item }) => groupOf(item))).toEqual([0, 0, 0, 0, 0]);
    expect(similar[0]?.reason).toEqual({ kind: "viewed", item: "item-0" });
    const together = model.boughtTogether(["item-0"], 3);
    expect(together.map(({ item }) => groupOf(item))).toEqual([0, 0, 0]);
    expect(together[0]?.reason).toEqual({ kind: "bought", item: "item-0" });
  });

  test("gives a visitor of one view their group, without what they looked at and without repetition", () => {
    const list = model.forVisitor([view("item-3"), view("item-11")], shop.asOf, 8).map(({ item }) => item);
    expect(list.slice(0, 4).map(groupOf)).toEqual([3, 3, 3, 3]);
    expect(list).not.toContain("item-3");
    expect(new Set(list).size).toBe(8);
  });

  test("offers again what was bought some time ago", () => {
    const history = [0, 20].map(
      (days) => ({ item: "item-5", type: "purchase", at: SHOP_BEGIN + days * DAY }) as const,
    );
    const again = model.forVisitor(history, shop.asOf, 10).find(({ item }) => item === "item-5");
    expect(again?.reason.kind).toBe("repeat");
  });

  test("gives what is popular to a visitor without a history, and shorter lists for unknown items", () => {
    expect(model.forVisitor([], shop.asOf, 3)).toEqual(
      model.popular(3).map((entry) => ({ ...entry, score: expect.any(Number) })),
    );
    expect(model.popular(50, "category-2").map(({ item }) => groupOf(item))).toEqual(new Array(10).fill(2));
    expect([
      model.similar("unknown", 5),
      model.boughtTogether(["unknown"], 5),
      model.popular(5, "unknown"),
    ]).toEqual([[], [], []]);
  });

  test("leads to a new item that nobody met by its text", () => {
    const added = {
      ...shop,
      items: [...shop.items, { ...(shop.items[0] as (typeof shop.items)[0]), id: "item-new" }],
    };
    const open = openModel(bytesOf(added));
    expect(open.similar("item-new", 3).map(({ reason }) => reason.kind)).toEqual([
      "similar",
      "similar",
      "similar",
    ]);
  });
});

describe("privacy", () => {
  /** Two items that a number of visitors look at and buy together, in sessions of their own. */
  const withPair = (visitors: number, sessions = 1): Model => {
    const item = (id: string) => ({ id, title: "", brand: null, categories: [], price: 0, createdAt: 0 });
    const added: Interaction[] = [];
    for (let visitor = 0; visitor < visitors; visitor++) {
      for (let number = 0; number < sessions; number++) {
        for (const [k, type] of (["view", "view", "purchase", "purchase"] as const).entries()) {
          const session = `session-9${visitor}-${number}`;
          added.push({
            id: `pair-${visitor}-${number}-${k}`,
            visitor: `visitor-${900 + visitor}`,
            item: k % 2 === 0 ? "left" : "right",
            type,
            at: shop.asOf - DAY + 1_000 * k + number,
            session,
            order: k < 2 ? null : `order-${session}`,
            quantity: 1,
          });
        }
      }
    }
    const interactions = [...shop.interactions, ...added].sort((a, b) => a.at - b.at);
    return openModel(bytesOf({ ...shop, items: [...shop.items, item("left"), item("right")], interactions }));
  };
  const leadsTo = (open: Model): boolean =>
    [
      open.similar("left", 100),
      open.boughtTogether(["left"], 100),
      open.forVisitor([view("left")], shop.asOf, 20).filter(({ reason }) => reason.kind !== "popular"),
    ].some((list) => list.some(({ item }) => item === "right"));

  test("a pair of three visitors leads from one to the other", () => {
    expect(leadsTo(withPair(3))).toBe(true);
  });

  test("a pair of two visitors is in no list, however often they came", () => {
    expect(leadsTo(withPair(2, 6))).toBe(false);
  });
});

test("an item seen only after the cut is in no list: nothing looks ahead", () => {
  const cut = SHOP_BEGIN + 40 * DAY;
  const canary = "item-7";
  const interactions = shop.interactions.filter(({ item, at }) => item !== canary || at >= cut);
  const open = openModel(bytesOf({ ...shop, interactions }, cut));
  const number = shop.items.findIndex(({ id }) => id === canary);
  expect(interactions.some(({ item }) => item === canary)).toBe(true);
  expect(open.parts.support[number]).toBe(0);
  const learned = (kind: string): boolean => kind !== "similar" && kind !== "popular";
  const lists = shop.items.flatMap(({ id }) => [
    ...open.similar(id, 100),
    ...open.boughtTogether([id], 100),
    ...open.forVisitor([view(id, cut - 1)], cut, 80),
  ]);
  expect(lists.filter(({ item, reason }) => item === canary && learned(reason.kind))).toEqual([]);
});

describe("a damaged file", () => {
  test.each([
    ["another beginning", 0],
    ["a changed length of the header", 9],
    ["a changed checksum", 20],
    ["a changed header", 60],
    ["a changed section", bytes.length - 4_000],
  ])("is refused: %s", (_name, at) => {
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] as number) ^ 1;
    expect(() => openModel(damaged)).toThrow(CorruptModel);
  });

  test("is refused: cut off, too long, empty, and without its sections", () => {
    expect(() => openModel(bytes.subarray(0, bytes.length - 64))).toThrow(CorruptModel);
    expect(() => openModel(Buffer.concat([bytes, Buffer.alloc(64)]))).toThrow(CorruptModel);
    expect(() => openModel(new Uint8Array(0))).toThrow(CorruptModel);
    const empty = encodeModel({ trainedAt: 0, snapshot: "", parameters: {} }, {});
    expect(() => openModel(empty)).toThrow(CorruptModel);
  });

  test("opens from a place in memory that is not aligned", () => {
    const moved = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    expect(openModel(moved).version).toBe(model.version);
  });
});
