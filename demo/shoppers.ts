/**
 * Simulated shoppers of the demo shop: months of visits with tastes, seasons, purchases and returns, so that
 * a new demo shop has something to learn from. They buy nothing: only the recommendations see them, and the
 * back office says that they are simulated.
 *
 * A shopper has a taste: a few kinds of goods, some brands, a level of prices. A visit begins with one
 * product of this taste and goes on with what is near it; what runs out is bought again weeks later.
 */
import { createHash } from "node:crypto";
import { between, pick, type Random, random } from "./random.ts";

/** A product as shoppers choose it. */
export interface ShopGood {
  readonly id: string;
  readonly brand: string | null;
  readonly categoryIds: readonly string[];
  readonly price: number;
}

export interface SimulatedEvent {
  readonly id: string;
  readonly at: string;
  readonly type: "view" | "cart" | "wish" | "purchase" | "refund";
  readonly productId: string;
  readonly visitorId: string;
  readonly sessionId: string;
  readonly basketId: string | null;
  readonly quantity: number;
}

interface Shopper {
  readonly id: string;
  readonly next: Random;
  /** The categories that the shopper likes, the dearest first. */
  readonly likes: readonly string[];
  readonly brands: ReadonlySet<string>;
  /** 0: the cheapest of a category, 1: the dearest. */
  readonly budget: number;
  /** What was bought and runs out, with the day it does. */
  readonly stock: { good: ShopGood; day: number }[];
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Of the visits, so many lead to a cart, and so many of these to an order. */
const CART_RATE = 0.3;
const ORDER_RATE = 0.55;
const WISH_RATE = 0.04;
const REFUND_RATE = 0.05;
/** Of what is bought, so much runs out and is bought again. */
const AGAIN_RATE = 0.25;

/** A UUID that is the same on every machine. */
function idOf(text: string): string {
  const hex = createHash("sha256").update(`demo shopper ${text}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}

/** Goods by category, the cheapest first. */
function shelvesOf(goods: readonly ShopGood[]): Map<string, ShopGood[]> {
  const shelves = new Map<string, ShopGood[]>();
  for (const good of goods)
    for (const category of good.categoryIds) shelves.set(category, [...(shelves.get(category) ?? []), good]);
  for (const shelf of shelves.values()) shelf.sort((a, b) => a.price - b.price || (a.id < b.id ? -1 : 1));
  return shelves;
}

export interface Simulation {
  readonly goods: readonly ShopGood[];
  readonly shoppers: number;
  readonly days: number;
  readonly until: Date;
}

/** The events of all visits, the earliest first. The same goods and times give the same events. */
export function simulateShoppers({ goods, shoppers, days, until }: Simulation): SimulatedEvent[] {
  const sorted = [...goods].sort((a, b) => (a.id < b.id ? -1 : 1));
  const shelves = shelvesOf(sorted);
  const categories = [...shelves.keys()].sort();
  if (categories.length === 0) return [];
  const events: SimulatedEvent[] = [];
  for (let number = 0; number < shoppers; number += 1) {
    const shopper = makeShopper(number, categories, sorted);
    // Few come often, many come twice.
    const visits = 2 + Math.floor(-Math.log(1 - shopper.next()) * 4);
    const moments = Array.from({ length: visits }, () => shopper.next() * days).sort((a, b) => a - b);
    for (const [visit, day] of moments.entries())
      events.push(
        ...visitOf(shopper, shelves, { visit, day, start: until.getTime() - (days - day) * DAY_MS }),
      );
  }
  return events
    .filter(({ at }) => at < until.toISOString())
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

function makeShopper(number: number, categories: readonly string[], goods: readonly ShopGood[]): Shopper {
  const next = random(`shopper ${number}`);
  const likes = Array.from({ length: between(next, 1, 3) }, () => pick(next, categories));
  const brands = goods.flatMap(({ brand }) => brand ?? []);
  const liked = brands.length === 0 ? [] : Array.from({ length: 3 }, () => pick(next, brands));
  return {
    id: idOf(`${number}`),
    next,
    likes,
    brands: new Set(liked),
    budget: next(),
    stock: [],
  };
}

interface Visit {
  readonly visit: number;
  /** Since the first day. */
  readonly day: number;
  /** Milliseconds. */
  readonly start: number;
}

/** Some kinds of goods are for the winter, some for the summer. */
function seasonOf(category: string, at: number): number {
  const phase = random(`season ${category}`)() * 2 * Math.PI;
  return 1 + 0.6 * Math.sin((at / (365 * DAY_MS)) * 2 * Math.PI + phase);
}

function visitOf(shopper: Shopper, shelves: Map<string, ShopGood[]>, visit: Visit): SimulatedEvent[] {
  const { next, id, likes, stock } = shopper;
  const due = stock.filter(({ day }) => day <= visit.day).map(({ good }) => good);
  const weights = likes.map((category, at) => seasonOf(category, visit.start) / (1 + at));
  const category = likes[weighted(next, weights)] ?? "";
  const path = [...due.slice(0, 2), ...walk(shopper, shelves.get(category) ?? [])];
  const name = `${id} ${visit.visit}`;
  const common = { visitorId: id, sessionId: idOf(`session ${name}`) };
  const events: SimulatedEvent[] = [];
  let at = visit.start;
  const add = (
    type: SimulatedEvent["type"],
    good: ShopGood,
    basketId: string | null,
    quantity = 1,
    later = 0,
  ): void => {
    at += between(next, 20, 240) * 1_000;
    events.push({
      ...common,
      id: idOf(`${name} ${events.length}`),
      at: new Date(at + later).toISOString(),
      type,
      productId: good.id,
      basketId,
      quantity,
    });
  };
  for (const good of path) {
    add("view", good, null);
    if (next() < WISH_RATE) add("wish", good, null);
  }
  const wanted = path.filter((good) => due.includes(good) || next() < CART_RATE);
  for (const good of wanted) add("cart", good, null);
  if (wanted.length === 0 || next() > ORDER_RATE) return events;
  const basket = idOf(`basket ${name}`);
  for (const good of wanted) {
    add("purchase", good, basket, between(next, 1, 2));
    if (next() < REFUND_RATE) add("refund", good, basket, 1, between(next, 2, 9) * DAY_MS);
    if (next() < AGAIN_RATE) stock.push({ good, day: visit.day + between(next, 12, 35) });
  }
  at += MINUTE_MS;
  return events;
}

/** What a visit looks at: neighbours on the shelf by price, more of the brands that the shopper likes. */
function walk({ next, brands, budget }: Shopper, shelf: readonly ShopGood[]): ShopGood[] {
  if (shelf.length === 0) return [];
  const seen = new Set<ShopGood>();
  let place = Math.min(shelf.length - 1, Math.floor((budget * 0.7 + next() * 0.3) * shelf.length));
  const steps = between(next, 2, 7);
  for (let step = 0; step < steps; step += 1) {
    const near = shelf.slice(Math.max(0, place - 3), place + 4);
    const weights = near.map(({ brand }) => (brand !== null && brands.has(brand) ? 4 : 1));
    const good = near[weighted(next, weights)];
    if (good) {
      seen.add(good);
      place = shelf.indexOf(good);
    }
  }
  return [...seen];
}

function weighted(next: Random, weights: readonly number[]): number {
  let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left <= 0) return at;
  }
  return Math.max(0, weights.length - 1);
}
